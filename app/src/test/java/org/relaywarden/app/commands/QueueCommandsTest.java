// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.testbed.simulated.MailSink;
import org.relaywarden.testbed.simulated.behaviour.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code queue} where no program serves: the command delivers by itself (B4, B13, B15, B18). */
@Timeout(120)
final class QueueCommandsTest {

    private static final byte[] MESSAGE = "Subject: x\r\n\r\n.hello\r\n".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSettings() throws IOException {
        Files.writeString(folder.resolve("r.yaml"), "data: {folder: data}\nprovider: {host-name: mail.isp.example}\n");
    }

    /** The one customer is ann. */
    private void annsHostIs(MailSink host) throws IOException {
        Files.writeString(folder.resolve("customers.csv"), """
                login,product,line,domains,addresses
                ann,advanced-mail,adsl,ann.isp.example,127.0.0.1:%d
                """.formatted(host.address().getPort()));
        assertEquals(0, typed("customers import customers.csv").code());
    }

    private Typed typed(String line) {
        return Typed.in(folder).run(("--config r.yaml " + line).split(" "));
    }

    @Test
    void showsWhatWaitsAndDeliversIt() throws Exception {
        try (MailSink host = new MailSink()) {
            annsHostIs(host);
            assertEquals("Nothing waits for ann.\n", typed("queue flush ann").out());
            assertEquals(1, typed("queue flush nobody").code());
            assertEquals("", typed("queue list --json").out());
            putMail();

            host.refuse(MailSink.Step.RCPT, Reply.of(450, "4.2.1 come again"));
            Typed refused = typed("queue flush ann");
            assertEquals(1, refused.code(), refused::toString);
            assertTrue(refused.out().contains(" deferred: RCPT: 450 4.2.1 come again"), refused::toString);
            assertTrue(refused.err().contains("0 delivered, 1 still wait: RCPT: 450"), refused::toString);
            JsonNode line = JsonMapper.builder().build().readTree(typed("queue list --json").out());
            assertEquals("ann", line.get("login").asString());
            assertEquals(1, line.get("messages").asInt());
            assertTrue(line.get("bytes").asLong() > MESSAGE.length, line::toString);
            assertEquals(line.get("bytes").asLong(), line.get("usedBytes").asLong());
            assertEquals(20_000_000, line.get("quotaBytes").asLong(), "B13: there is no column of a spam filter");
            JsonNode shown = JsonMapper.builder().build().readTree(typed("customers show ann --json").out());
            assertEquals(line.get("usedBytes"), shown.get("usedBytes"));
            assertEquals(1, shown.get("waitingMessages").asInt());
            assertEquals("RCPT: 450 4.2.1 come again", line.get("lastResult").asString());
            assertTrue(Instant.parse(line.get("nextTry").asString())
                    .isAfter(Instant.parse(line.get("lastTry").asString())), line::toString);
            assertTrue(typed("queue list").out().startsWith("LOGIN  MESSAGES  BYTES  FULL"));

            host.refuseNothing();
            Typed flushed = typed("queue flush ann");
            assertEquals(0, flushed.code(), flushed::toString);
            assertTrue(flushed.out().endsWith("1 delivered, nothing waits any more.\n"), flushed::toString);
            assertArrayEquals(MESSAGE, host.received().getFirst().bytes());
            assertEquals("", typed("queue list --json").out());
        }
    }

    /** Held, nothing goes, whoever asks; bounced, the sender is told first. */
    @Test
    void showsHoldsReleasesAndBounces() throws Exception {
        try (MailSink host = new MailSink()) {
            annsHostIs(host);
            assertEquals("Nothing waits for ann.\n", typed("queue show ann").out());
            assertEquals(1, typed("queue show nobody").code());
            assertEquals(2, typed("queue hold ann --by jan").code(), "why?");
            putMail();
            assertEquals(0, typed("queue hold ANN --by jan --reason moving").code());
            Typed flushed = typed("queue flush ann");
            assertEquals(1, flushed.code(), flushed::toString);
            assertTrue(flushed.err().contains("held by jan since "), flushed::toString);
            JsonNode listed = JsonMapper.builder().build().readTree(typed("queue list --json").out());
            assertEquals("jan", listed.get("heldBy").asString(), listed::toString);
            assertEquals("moving", listed.get("holdReason").asString(), listed::toString);
            Typed shown = typed("queue show ann");
            assertTrue(shown.out().startsWith("ID  "), shown::toString);
            assertTrue(shown.out().contains("  <>    <bob@ann.isp.example>  "), shown::toString);
            assertTrue(shown.out().contains("The mail is held by jan since "), shown::toString);
            JsonNode mail = JsonMapper.builder().build().readTree(typed("queue show ann --json").out());
            String id = mail.get("id").asString();

            assertEquals(2, typed("queue bounce ann --by jan --reason spam").code(), "which?");
            assertEquals(2, typed("queue bounce ann " + id + " --by jan").code(), "why?");
            Typed asked = typed("queue bounce ann " + id + " --by jan --reason spam");
            assertEquals(1, asked.code(), asked::toString);
            assertTrue(asked.err().contains("Nothing is bounced yet. These 1 would be"), asked::toString);
            Typed unknown = typed("queue bounce ann nothing --by jan --reason spam --yes");
            assertEquals(1, unknown.code(), unknown::toString);
            assertTrue(unknown.out().startsWith("nothing unknown: "), unknown::toString);
            Typed bounced = typed("queue bounce ann --all --by jan --reason spam --yes");
            assertEquals(0, bounced.code(), bounced::toString);
            assertTrue(bounced.out().startsWith(id + " ended: "), "a bounce itself: nobody is told");
            assertEquals("", typed("queue show ann --json").out());

            putMail();
            assertEquals(0, typed("queue release ann --by jan").code());
            assertEquals("Nobody held the mail of ann.\n", typed("queue release ann --by jan").out());
            assertEquals(0, typed("queue flush ann").code());
            assertEquals(1, host.received().size());
        }
    }

    @Test
    void checksWhatLiesOnDisk() throws Exception {
        putMail();
        Typed well = typed("spool check");
        assertEquals(0, well.code(), well::toString);
        assertEquals("7 mailboxes: 1 whole, 0 damaged.\n", well.out());

        Path arrived = folder.resolve("data/mail/accounts/ann/new");
        Path foreign = Files.writeString(arrived.resolve("1772352001.M1P2.dovecot,S=1"), "x");
        Path ours;
        try (var files = Files.list(arrived)) {
            ours = files.filter(file -> !file.equals(foreign)).findFirst().orElseThrow();
        }
        Files.writeString(ours, "x", StandardOpenOption.APPEND);
        Typed damaged = typed("spool check ANN --foreign");
        assertEquals(1, damaged.code(), damaged::toString);
        assertTrue(damaged.out().contains("damaged " + ours + ": should have "), damaged::toString);
        assertTrue(damaged.out().contains("foreign " + foreign + ": "), damaged::toString);
        assertTrue(damaged.out().endsWith("1 mailbox: 0 whole, 1 damaged, 1 foreign.\n"), damaged::toString);
        assertTrue(Files.exists(ours), "nothing is changed unless it is asked for");

        List<String> lines = typed("spool check ann --mend --json").out().lines().toList();
        assertEquals(2, lines.size(), lines::toString);
        assertEquals("damaged", JsonMapper.builder().build().readTree(lines.getFirst()).get("finding").asString());
        assertEquals(1, JsonMapper.builder().build().readTree(lines.getLast()).get("damaged").asInt());
        assertTrue(Files.notExists(ours), "moved aside");
        assertTrue(typed("spool check").out().endsWith("1 foreign, 1 in-quarantine.\n"));
        assertEquals(1, typed("spool check nobody").code());
        assertEquals(1, typed("spool check ../ann").code());
    }

    /** B15. */
    @Test
    void whatWaitsUnderAnOldNameIsStillDelivered() throws Exception {
        try (MailSink host = new MailSink()) {
            annsHostIs(host);
            putMail();

            assertEquals(2, typed("customers rename ann ann.isp.example anna.isp.example").code(), "who does it?");
            Typed own = typed("customers rename ann ann.isp.example probe.isp.example --by jan");
            assertTrue(own.err().contains("a domain of the program itself"), own::toString);
            Typed unknown = typed("customers rename ann no.isp.example anna.isp.example --by jan");
            assertEquals(1, unknown.code());
            assertTrue(unknown.err().startsWith("Not renamed: ann has no domain no.isp.example, but ann.isp.example."),
                    unknown::toString);
            Typed renamed = typed("customers rename ann ann.isp.example anna.isp.example --by jan");
            assertEquals(0, renamed.code(), renamed::toString);
            assertTrue(renamed.out().startsWith("ann: ann.isp.example is anna.isp.example now."), renamed::toString);

            String shown = typed("customers show ann").out();
            assertTrue(shown.contains("\ndomains: anna.isp.example\n"), shown);
            assertTrue(shown.contains("\nrenames: ann.isp.example -> anna.isp.example by jan at 20"), shown);
            Typed stale = typed("customers import customers.csv");
            assertTrue(stale.err().contains("customers.csv:2 domains: ann.isp.example was renamed to anna.isp.example"),
                    stale::toString);

            assertEquals(0, typed("queue flush ann").code());
            assertEquals(List.of("bob@ann.isp.example"), host.received().getFirst().recipients());
        }
    }

    private void putMail() throws Exception {
        InstantSource clock = InstantSource.system();
        try (Spool spool = Spool.open(
                        SpoolSettings.defaults(folder.resolve("data/mail"), "mail.isp.example"),
                        Journal.toLog(),
                        clock);
                Draft draft = spool.begin(
                        new Envelope(ReversePath.none(), clock.instant(),
                                Optional.of(InetAddress.ofLiteral("203.0.113.5")), "x", false),
                        List.of(new Destination(new Mailbox.Account("ann"), MailClass.PUSH,
                                List.of(new MailAddress("bob", "ann.isp.example")))))) {
            draft.write(MESSAGE, 0, MESSAGE.length);
            draft.commit();
        }
    }
}
