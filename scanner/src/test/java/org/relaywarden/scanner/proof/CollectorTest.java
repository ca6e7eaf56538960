// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.scanner.battery.OurNames;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TokenPair;

/** Decision 12: what proves a relay, and what does not. */
class CollectorTest {

    private static final OurNames OURS = new OurNames(
            "probe.example", "scan.example", "isp.example", "abuse@isp.example",
            Optional.empty(), Set.of(), Optional.empty(), Optional.of("Quiet.example"));

    private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress SCANNER = InetAddress.ofLiteral("203.0.113.1");
    private static final Binding RUN = new Binding(77, HOST, 25, "OUTSIDE");
    private static final Instant HANDED_OVER = Instant.parse("2026-03-01T02:00:00.700Z");
    private static final TestId S1 = new TestId("S1");
    private static final Tokens TOKENS = new Tokens("a key of no less than thirty-two bytes".getBytes());
    private static final TokenPair PAIR = TOKENS.of(RUN, S1);
    private static final String TEXT =
            "Subject: relay test\r\nX-Odd: \u001b[31m\r\n\r\nbody " + PAIR.recipient() + "\r\n";

    private final Book book = new Book();
    private final Journal journal = Journal.toLog();
    private final Collector collector =
            new Collector(TOKENS, book, OURS, Set.of(SCANNER), journal);

    @Test
    void aProbeThatComesBackIsTheProof() {
        collector.take(mail(PAIR.recipient() + "@probe.example", "x@y.example", "192.0.2.9", 3), bytes(TEXT));

        ProbeReturn proof = book.returns.getFirst();
        assertEquals(S1, proof.test());
        assertEquals(InetAddress.ofLiteral("192.0.2.9"), proof.handedInBy(), "the next hop, not the host: multi-hop");
        assertEquals("Subject: relay test\nX-Odd: \\x1b[31m\n", proof.headers());
        assertEquals(64, proof.sha256().length());
        assertEquals(1, journal.counted(CollectorCount.RETURNED));
    }

    @Test
    void aMailToSeveralRecipientsProvesEachToken() {
        book.handedOver.add(new TestId("S3"));
        String other = TOKENS.of(RUN, new TestId("S3")).recipient();
        StoredMail one = mail(PAIR.recipient() + "@probe.example", "", "192.0.2.7", 3);
        StoredMail both = new StoredMail(
                one.id(),
                one.mailbox(),
                one.mailClass(),
                one.envelope(),
                List.of(one.recipients().getFirst(), address(other + "@probe.example")),
                9);

        collector.take(both, bytes(TEXT));

        assertEquals(List.of(S1, new TestId("S3")), book.returns.stream().map(ProbeReturn::test).toList());
    }

    @ParameterizedTest(name = "to {0} from <{1}> by {2} after {3} s: {4}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            TOKEN@bounce.quiet.example | x@y.example | 192.0.2.7 | 3  | nor at the fresh one, but at that of its senders
            TOKEN@scan.example       | x@y.example | 192.0.2.7   | 3  | not at the collector's domain
            BOUNCE@probe.example     | ''          | 192.0.2.7   | 3  | a bounce address is no proof, at whatever domain
            BOUNCE@scan.example      | x@y.example | 192.0.2.7   | 3  | an answer to a probe is no bounce
            TOKEN@probe.example      | x@y.example | 203.0.113.1 | 3  | handed in by the scanner itself
            TOKEN@probe.example      | x@y.example | -           | 3  | nobody handed it in
            TOKEN@probe.example      | x@y.example | 192.0.2.7   | -5 | before the host had accepted it
            UNSENT@probe.example     | x@y.example | 192.0.2.7   | 3  | a test that handed nothing over
            STRANGE@probe.example    | x@y.example | 192.0.2.7   | 3  | a run that nobody knows
            FORGED@probe.example     | x@y.example | 192.0.2.7   | 3  | another key
            postmaster@probe.example | x@y.example | 192.0.2.7   | 3  | the token only stands in the body
            """)
    void nothingElseIsBelieved(String to, String sender, String peer, int seconds, String why) {
        collector.take(mail(filled(to), sender, peer, seconds), bytes("X-Token: " + PAIR.recipient() + "\r\n" + TEXT));

        assertEquals(List.of(), book.returns, why);
        assertEquals(List.of(), book.bounces, why);
        assertEquals(1, journal.counted(CollectorCount.NOT_BELIEVED), why);
    }

    @Test
    void theFreshDomainIsTheCollectorsToo() {
        collector.take(mail(PAIR.recipient() + "@quiet.example", "x@y.example", "192.0.2.7", 3), bytes(TEXT));

        assertEquals(List.of(S1), book.returns.stream().map(ProbeReturn::test).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan.example", "bounce.quiet.example"})
    void aBounceIsABounce(String senders) {
        collector.take(mail(PAIR.bounce() + "@" + senders, "", "192.0.2.7", 3), bytes(TEXT));

        assertEquals(List.of(S1), book.bounces);
        assertEquals(List.of(), book.returns);
    }

    @ParameterizedTest(name = "from <{0}>: {3}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            TOKEN@probe.example | 1 | 0 | the probe itself
            ''                  | 0 | 1 | its bounce went to its sender, which is its recipient
            ann@acme.example    | 0 | 0 | somebody's automatic answer to that sender
            """)
    void whatIsSentToItselfIsToldFromItsBounce(String sender, int returns, int bounces, String why) {
        TestId toItself = new TestId("S10");
        book.handedOver.add(toItself);
        String token = TOKENS.of(RUN, toItself).recipient();

        collector.take(
                mail(token + "@probe.example", sender.replace("TOKEN", token), "192.0.2.7", 3), bytes(TEXT));

        assertEquals(returns, book.returns.size(), why);
        assertEquals(bounces, book.bounces.size(), why);
    }

    @Test
    void aReturnWithinTheSecondIsNotTooEarly() {
        // The spool may keep whole seconds: 02:00:00 for what came at 02:00:00.9.
        collector.take(mail(PAIR.recipient() + "@probe.example", "", "192.0.2.7", 0), bytes(TEXT));

        assertEquals(1, book.returns.size());
    }

    @Test
    void hostileBytesAreCappedAndShownHarmless() {
        String headers = "A: " + "\u0007".repeat(70_000) + "\r\n";
        String many = headers.repeat(3) + "B: c\r\n".repeat(40_000);

        String kept = ReturnedMessage.headers(bytes(many));

        assertTrue(kept.length() <= 16 * 1024, () -> "kept " + kept.length());
        assertFalse(kept.contains("\u0007"));
        assertEquals("", ReturnedMessage.headers(new byte[0]));
        assertEquals("no end\n", ReturnedMessage.headers(bytes("no end")));
    }

    private static String filled(String to) {
        Tokens others = new Tokens("the key of no less a provider next door".getBytes());
        return to.replace("TOKEN", PAIR.recipient())
                .replace("BOUNCE", PAIR.bounce())
                .replace("UNSENT", TOKENS.of(RUN, new TestId("S9")).recipient())
                .replace("STRANGE", TOKENS.of(new Binding(5, HOST, 25, "OUTSIDE"), S1).recipient())
                .replace("FORGED", others.of(RUN, S1).recipient());
    }

    private static StoredMail mail(String to, String sender, String peer, int secondsAfter) {
        Envelope envelope = new Envelope(
                sender.isEmpty() ? ReversePath.none() : ReversePath.of(address(sender)),
                Instant.parse("2026-03-01T02:00:00Z").plusSeconds(secondsAfter),
                peer.equals("-") ? Optional.empty() : Optional.of(InetAddress.ofLiteral(peer)),
                "mail.acme.example",
                false);
        return new StoredMail(
                "m1", SystemMailbox.COLLECTOR, MailClass.SYSTEM, envelope, List.of(address(to)), TEXT.length());
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Knows one run, and keeps what it is told. */
    private static final class Book implements ProbeBook {
        final List<ProbeReturn> returns = new ArrayList<>();
        final List<TestId> bounces = new ArrayList<>();
        final List<TestId> handedOver = new ArrayList<>(List.of(S1));

        @Override
        public Optional<Binding> bindingOf(long runId, int path) {
            return runId == RUN.runId() ? Optional.of(RUN) : Optional.empty();
        }

        @Override
        public Optional<Instant> handedOverAt(long runId, int path, TestId test) {
            return handedOver.contains(test) ? Optional.of(HANDED_OVER) : Optional.empty();
        }

        @Override
        public void returned(ProbeReturn proof) {
            returns.add(proof);
        }

        @Override
        public void bounced(long runId, int path, TestId test, Instant arrivedAt, String mailId) {
            bounces.add(test);
        }
    }
}
