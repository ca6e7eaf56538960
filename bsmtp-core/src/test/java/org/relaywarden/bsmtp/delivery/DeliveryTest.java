// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.ANNA;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.bytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Taken;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.run.MessageReport;
import org.relaywarden.bsmtp.run.MessageReport.Fate;
import org.relaywarden.bsmtp.run.RunReport;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.RecipientDsn;
import org.relaywarden.bsmtp.smtp.RecipientDsn.Notify;
import org.relaywarden.bsmtp.smtp.ReversePath;

/** What goes out, to whom, in which order, and what becomes of what is not taken (B2, B3, B10 to B13). */
@Timeout(60)
final class DeliveryTest {

    private static final String HELLO = "Subject: hello\r\n\r\nhello\r\n";
    private static final String BOB = "bob@anna.example";

    @TempDir
    private Path folder;

    private DeliveryStage stage;
    private ScriptedHost host;

    @BeforeEach
    void open() throws Exception {
        host = new ScriptedHost();
        stage = new DeliveryStage(folder).anna(host);
    }

    @AfterEach
    void close() throws Exception {
        host.close();
        stage.close();
    }

    private List<String> texts() {
        return host.taken().stream().map(Taken::text).toList();
    }

    @Test
    void pushedBytesAreTheReceivedBytes() throws Exception {
        byte[] large = new byte[700_000];
        new Random(7).nextBytes(large);
        String binary = new String(large, StandardCharsets.ISO_8859_1)
                .replaceAll("[\r\n\0]", "x").replaceAll("(.{70})", "$1\r\n") + "\r\n";
        List<byte[]> bodies = Stream.of(
                        "", ".\r\n", "..\r\n", ".first line has a dot\r\n",
                        "a\r\n.\r\n..\r\nb\r\n.c\r\n", "\r\n", "\r\n\r\n",
                        "8-bit: \u00e9\u00ff\u0080\r\n", "x".repeat(70_000) + "\r\n", binary,
                        ("." + "y".repeat(65_533) + "\r\n.z\r\n").repeat(8))
                .map(DeliveryStage::bytes)
                .toList();
        for (byte[] body : bodies) {
            stage.mail(ANNA, ReversePath.none(), body, BOB);
        }

        assertEquals(0, stage.flush().waiting());

        assertEquals(1, host.peers().size(), "one connection for the whole batch");
        assertEquals(InetAddress.ofLiteral("127.0.0.9"), host.peers().getFirst(), "B14: as the settings say");
        for (int at = 0; at < bodies.size(); at++) {
            assertArrayEquals(bodies.get(at), host.taken().get(at).message(), "body " + at + ", oldest first");
            assertEquals("", host.taken().get(at).sender(), "the null sender stays null");
        }
        assertTrue(stage.files().isEmpty());
    }

    @Test
    void accountMailAndFilesOfOthersAreNeverPushed() throws Exception {
        Envelope envelope = Envelope.ours(ReversePath.none(), stage.clock.instant());
        stage.put(envelope, new Destination(new Mailbox.Account(ANNA), MailClass.ACCOUNT,
                List.of(DeliveryStage.address("anna@isp.example"))), bytes(HELLO));
        Path appended = stage.maildir().resolve("cur/1234.M1P1.imap,S=9,W=9:2,S");
        Files.writeString(appended, "Not ours\r\n");
        // B10: even a name that lies does not make it the host's.
        StoredMail lying = stage.put(envelope, new Destination(new Mailbox.Account(ANNA), MailClass.ACCOUNT,
                List.of(DeliveryStage.address("anna@isp.example"))), bytes(HELLO));
        Path file = stage.files().stream()
                .filter(each -> each.toString().contains(lying.id()))
                .findFirst()
                .orElseThrow();
        Files.move(file, file.resolveSibling(file.getFileName().toString().replace(",B=0", ",B=1")));
        stage.mail(ANNA, HELLO, BOB);

        stage.flush();

        assertEquals(1, host.taken().size());
        assertEquals(List.of(BOB), host.taken().getFirst().recipients());
        assertEquals(3, stage.files().size(), "B10: they lie where they lay");
    }

    @Test
    void findsWhatAPop3ServerMovedAndWhatLostItsTag() throws Exception {
        stage.mail(ANNA, "1\r\n", BOB);
        stage.mail(ANNA, "2\r\n", BOB);
        List<Path> files = stage.files().stream().sorted().toList();
        Files.move(files.get(0), stage.maildir().resolve("cur/" + files.get(0).getFileName() + ":2,RS"));
        String bare = files.get(1).getFileName().toString().replaceAll(",.*", "");
        Files.move(files.get(1), stage.maildir().resolve("cur/" + bare + ":2,"));

        assertEquals(0, stage.flush().waiting());

        assertEquals(List.of("1\r\n", "2\r\n"), texts(), "reading keeps a message queued (B11); the prefix decides");
        assertTrue(stage.files().isEmpty());
    }

    @Test
    void passesOverWhatItsOwnerTookOffMeanwhile() throws Exception {
        stage.mail(ANNA, "1\r\n", BOB);
        StoredMail second = stage.mail(ANNA, "2\r\n", BOB);
        stage.mail(ANNA, "3\r\n", BOB);
        host.doing((moment, line, connection) -> {
            if (moment == Moment.MAIL && host.taken().isEmpty()) {
                removed(second);
            }
            return null;
        });

        RunReport report = stage.flush();

        assertEquals(List.of("1\r\n", "3\r\n"), texts());
        assertEquals(2, report.delivered());
        assertEquals(0, report.waiting());
    }

    private void removed(StoredMail mail) {
        try {
            stage.spool.remove(mail);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void leavesTheMailboxAloneWhileAPop3SessionIsOn() throws Exception {
        stage.mail(ANNA, HELLO, BOB);
        Path lock = Files.createFile(stage.maildir().resolve("dovecot-pop3-session.lock"));
        Files.setLastModifiedTime(lock, FileTime.from(stage.clock.instant()));

        assertEquals(1, stage.flush().waiting());
        assertTrue(host.peers().isEmpty(), "not even dialled");

        stage.clock.advance(Duration.ofMinutes(6));
        assertEquals(0, stage.flush().waiting(), "a lock that nobody renews holds nobody up");
    }

    @Test
    void aRefusedMessageStaysAndStopsNoOther() throws Exception {
        StoredMail bad = stage.mail(ANNA, "bad\r\n", "nobody@anna.example");
        stage.mail(ANNA, "good\r\n", BOB);
        host.doing((moment, line, connection) ->
                moment == Moment.RCPT && line.contains("nobody") ? "550 5.2.1 mailbox disabled" : null);
        List<MessageReport> told = new ArrayList<>();

        RunReport report = stage.deliveries.flush(ANNA, told::add);

        assertEquals(List.of("good\r\n"), texts());
        assertEquals(1, report.waiting(), "kept, and nothing goes back to the sender");
        assertEquals(
                new MessageReport(bad.id(), Fate.REFUSED, "RCPT: 550 5.2.1 mailbox disabled"), told.getFirst());
        assertEquals("RCPT: 550 5.2.1 mailbox disabled", stage.state().lastResult());
        assertEquals(1, stage.journal.of("refused").size());

        stage.mail(ANNA, "new\r\n", BOB);
        stage.deliveries.requestRun(ANNA, Reason.NEW_MAIL);
        stage.settle();
        assertEquals(List.of("good\r\n", "new\r\n"), texts(), "new mail goes at once: the host is sound");
        assertEquals(1, stage.journal.of("refused").size(), "and what was refused waits for the clock");
    }

    @Test
    void whoHasItAlreadyIsServedOnceOnly() throws Exception {
        stage.mail(ANNA, HELLO, BOB, "eve@anna.example", "kim@anna.example");
        host.doing((moment, line, connection) ->
                moment == Moment.RCPT && !line.contains("bob") ? "550 5.2.1 not yet" : null);
        List<MessageReport> told = new ArrayList<>();
        stage.deliveries.flush(ANNA, told::add);
        assertEquals(Fate.PARTLY_DELIVERED, told.getFirst().fate());
        assertEquals(1, stage.waiting());

        stage.restart(); // what is known of it, is known from the disk
        host.sound();
        assertEquals(0, stage.flush().waiting());

        assertEquals(List.of(BOB), host.taken().get(0).recipients());
        assertEquals(List.of("eve@anna.example", "kim@anna.example"), host.taken().get(1).recipients());
        stage.mail(ANNA, HELLO, BOB);
        stage.flush();
        try (var notes = Files.list(stage.folder.resolve("delivery"))) {
            assertEquals(0, notes.count(), "notes about nothing are gone");
        }
    }

    @Test
    void tooManyRecipientsAreServedInSeveralGoes() throws Exception {
        String[] many = new String[250];
        for (int i = 0; i < many.length; i++) {
            many[i] = "user" + i + "@anna.example";
        }
        stage.mail(ANNA, HELLO, many);
        int[] inThisOne = new int[1];
        host.doing((moment, line, connection) -> {
            inThisOne[0] = moment == Moment.RCPT ? inThisOne[0] + 1 : moment == Moment.MAIL ? 0 : inThisOne[0];
            return moment == Moment.RCPT && inThisOne[0] > 100 ? "452 4.5.3 too many recipients" : null;
        });

        assertEquals(0, stage.flush().waiting());

        assertEquals(List.of(100, 100, 50), host.taken().stream().map(taken -> taken.recipients().size()).toList());
        assertEquals(250, host.taken().stream().flatMap(taken -> taken.recipients().stream()).distinct().count());
    }

    @Test
    void aHostThatRefusesEverybodyIsAtFaultItself() throws Exception {
        for (int i = 0; i < 7; i++) {
            stage.mail(ANNA, i + "\r\n", "user" + i + "@anna.example");
        }
        host.doing((moment, line, connection) -> moment == Moment.RCPT ? "554 relay access denied" : null);

        RunReport report = stage.flush();

        assertEquals(5, stage.journal.of("refused").size(), "decision 10: the run stops, nothing bounces");
        assertEquals(7, report.waiting());
        assertTrue(stage.state().lastResult().startsWith("it refuses everybody"), stage.state().lastResult());

        host.sound();
        stage.clock.advance(Duration.ofMinutes(20));
        stage.started().turn();
        assertEquals(7, host.taken().size(), "after it is mended all arrives");
    }

    @Test
    void whatWasRefusedBeforeARestartMakesNoSoundHostLookBroken() throws Exception {
        stage.mail(ANNA, "first\r\n", BOB);
        for (int i = 0; i < 7; i++) {
            stage.mail(ANNA, i + "\r\n", "stranger" + i + "@anna.example");
        }
        host.doing((moment, line, connection) ->
                moment == Moment.RCPT && line.contains("stranger") ? "550 no such user" : null);
        assertEquals(7, stage.flush().waiting());

        stage.restart();
        stage.mail(ANNA, "second\r\n", BOB);
        RunReport report = stage.flush();

        assertEquals(List.of("first\r\n", "second\r\n"), texts(), "the seven come first, and are no news");
        assertEquals(7, report.waiting());
        assertTrue(stage.state().atFaultSince().isEmpty(), report::toString);
        for (int i = 0; i < 5; i++) {
            stage.mail(ANNA, "new " + i + "\r\n", "stranger-too" + i + "@anna.example");
        }
        stage.restart();
        stage.flush();
        assertTrue(stage.state().atFaultSince().isPresent(), "what nobody has tried yet counts as ever");
    }

    @Test
    void aMessageThatBreaksTheConversationGoesBehindTheOthers() throws Exception {
        stage.mail(ANNA, "poison\r\n", "poison@anna.example");
        stage.mail(ANNA, "good\r\n", BOB);
        host.doing((moment, line, connection) ->
                moment == Moment.RCPT && line.contains("poison") ? ScriptedHost.DROP : null);
        for (int run = 1; run <= 3; run++) {
            stage.flush();
            assertTrue(host.taken().isEmpty(), "oldest first, run " + run);
        }

        stage.flush();

        assertEquals(List.of("good\r\n"), texts());
        assertEquals(1, stage.waiting());
    }

    @Test
    void whatMayHaveArrivedIsTriedLast() throws Exception {
        stage.mail(ANNA, "lost reply\r\n", BOB);
        stage.mail(ANNA, "good\r\n", BOB);
        host.doing((moment, line, connection) ->
                moment == Moment.DOT && connection == 1 ? ScriptedHost.TAKE_AND_DROP : null);
        stage.flush();
        assertEquals(1, stage.journal.of("uncertain").size());

        stage.flush();

        assertEquals(List.of("lost reply\r\n", "good\r\n", "lost reply\r\n"), texts(), "twice, but not lost");
        assertEquals(0, stage.waiting());
    }

    @Test
    void mailThatHoldsABareLineEndNeverGoesOut() throws Exception {
        stage.mail(ANNA, "a\n.\r\nMAIL FROM:<evil@example>\r\n", BOB);
        stage.mail(ANNA, "good\r\n", BOB);

        stage.flush();

        assertEquals(List.of("good\r\n"), texts(), "and holds up nobody");
        assertEquals(1, stage.journal.of("unfit").size());
        assertEquals(1, stage.waiting(), "kept for a human");
    }

    @Test
    void whoLeftTheBooksOrHasNoAddressKeepsTheMail() throws Exception {
        stage.mail(ANNA, HELLO, BOB);
        stage.customers.without(ANNA);
        assertTrue(stage.flush().words().contains("no customer of this login"));
        stage.customers.withHost(ANNA, "anna.example", SubscriptionState.ACTIVE);
        assertTrue(stage.flush().words().contains("no fixed address"));
        assertEquals(2, stage.journal.of("held").size(), "said in the log");
        assertEquals(1, stage.waiting());

        // B2 refuses new mail of an ended subscription; what waits is still delivered.
        stage.customers.withHost(ANNA, "anna.example", SubscriptionState.ENDED,
                new FixedAddress(host.address().getAddress(), host.address().getPort(), true));
        assertEquals(0, stage.flush().waiting());
        assertEquals(1, host.taken().size());
    }

    @Test
    void anAddressOfTheOtherFamilyIsNotDialledFromWhereverTheSystemLikes() throws Exception {
        stage.mail(ANNA, HELLO, BOB);
        stage.customers.withHost(ANNA, "anna.example", SubscriptionState.ACTIVE,
                new FixedAddress(InetAddress.ofLiteral("::1"), host.address().getPort(), true));

        RunReport report = stage.flush();

        assertTrue(report.words().contains("of another family"), report.words());
        assertEquals(Optional.of(stage.clock.instant().plus(Duration.ofMinutes(20))), report.nextTry());
    }

    @Test
    void whatTheSenderWantsToHearGoesOnToAHostThatOffersIt() throws Exception {
        MailAddress bob = DeliveryStage.address(BOB);
        MailAddress eve = DeliveryStage.address("eve@anna.example");
        Envelope envelope = Envelope.ours(ReversePath.none(), stage.clock.instant()).withDsn(new DsnRequest(
                Optional.of(DsnRequest.Returned.FULL), "Q+2B1",
                Map.of(bob, new RecipientDsn(Set.of(Notify.DELAY, Notify.SUCCESS), "rfc822;old+2Bbob@far.example"))));
        Destination both = new Destination(new Mailbox.Account(ANNA), MailClass.PUSH, List.of(bob, eve));
        stage.put(envelope, both, bytes(HELLO));
        host.offering("DSN");
        stage.flush();
        stage.put(envelope, both, bytes(HELLO));
        host.offering("8BITMIME");
        stage.flush();

        assertEquals(2, host.taken().size());
        assertEquals(
                List.of("MAIL FROM:<> RET=FULL ENVID=Q+2B1",
                        "RCPT TO:<" + BOB + "> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;old+2Bbob@far.example",
                        "RCPT TO:<eve@anna.example>",
                        "MAIL FROM:<> BODY=8BITMIME", "RCPT TO:<" + BOB + ">", "RCPT TO:<eve@anna.example>"),
                host.commands().stream().filter(line -> line.matches("(MAIL|RCPT).*")).toList());
    }

    @Test
    void smtpUtf8MailGoesToAHostThatOffersItAndWaitsForAnother() throws Exception {
        MailAddress zoe = MailAddress.parseInternational("zoë@anna.example").orElseThrow();
        Envelope envelope = new Envelope(
                ReversePath.of(MailAddress.parseInternational("jörg@far.example").orElseThrow()),
                stage.clock.instant(), Optional.empty(), "", "", true, true, DsnRequest.none());
        Destination destination = new Destination(new Mailbox.Account(ANNA), MailClass.PUSH, List.of(zoe));
        assertFalse(stage.deliveries.hostOffersSmtpUtf8(ANNA), "never greeted");
        stage.put(envelope, destination, bytes(HELLO));
        host.offering("8BITMIME SMTPUTF8");
        stage.flush();

        assertEquals(1, host.taken().size());
        String mail = new String("MAIL FROM:<jörg@far.example> BODY=8BITMIME SMTPUTF8".getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
        assertTrue(host.commands().contains(mail), () -> host.commands().toString());
        assertTrue(stage.deliveries.hostOffersSmtpUtf8(ANNA), "decision 10");

        for (String user : List.of("á", "é", "í", "ó", "ú")) {
            MailAddress to = MailAddress.parseInternational(user + "@anna.example").orElseThrow();
            stage.put(envelope, new Destination(new Mailbox.Account(ANNA), MailClass.PUSH, List.of(to)), bytes(HELLO));
        }
        stage.mail(ANNA, HELLO, BOB);
        host.offering("8BITMIME");
        stage.flush();
        assertEquals(2, host.taken().size(), "the other one goes: a host that was not asked refused nobody");
        assertEquals(5, stage.deliveries.queues().getFirst().messages(), "RFC 6531 section 3.5: not to be passed on");
        assertFalse(stage.deliveries.hostOffersSmtpUtf8(ANNA));
        stage.restart();
        assertFalse(stage.deliveries.hostOffersSmtpUtf8(ANNA));
    }
}
