// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delayed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.bounce.BounceParts;
import org.relaywarden.bsmtp.bounce.BounceSettings;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.RecipientDsn;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolException;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.bsmtp.standing.SettledNotes;
import org.relaywarden.testbed.TurnableClock;

/** Who is told that mail waits, and when, by turned time and on a real spool. */
class DelayNoticesTest {

    private static final Duration AFTER = Duration.ofHours(4);
    private static final MailAddress BOB = new MailAddress("bob", "ann.isp.example");
    private static final MailAddress SUE = new MailAddress("sue", "ann.isp.example");

    @TempDir
    Path folder;

    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T08:00:00Z"));
    private final RememberedJournal journal = new RememberedJournal();
    private final Set<Envelope> forged = new HashSet<>();
    private Optional<Instant> lastTry = Optional.of(clock.instant());
    private int perAccountMax = 100;
    private Spool spool;
    private DelayNotices notices;

    @BeforeEach
    void open() throws IOException {
        spool = Spool.open(new SpoolSettings(folder.resolve("mail"), 0, "mail.isp.example"), journal, clock);
        start();
    }

    /** What a process does anew: counts of rates and cursors are forgotten, notes and mail are on the disk. */
    private void start() throws IOException {
        Bounces bounces = Bounces.open(new BounceParts(spool, journal, clock), new BounceSettings(
                "mail.isp.example", "Example", new MailAddress("postmaster", "isp.example"), perAccountMax, 20,
                Duration.ofHours(1)));
        notices = DelayNotices.open(
                new DelayParts(spool.pushQueue(), bounces, login -> lastTry, forged::contains, journal, clock),
                new DelaySettings(AFTER, folder.resolve("delayed"), folder.resolve("delivery")));
    }

    @AfterEach
    void close() {
        spool.close();
    }

    private Envelope from(String sender, String notify) {
        ReversePath path = sender.isEmpty()
                ? ReversePath.none()
                : ReversePath.of(MailAddress.parse(sender).orElseThrow());
        Map<MailAddress, RecipientDsn> asked = notify.isEmpty()
                ? Map.of()
                : Map.of(BOB, new RecipientDsn(RecipientDsn.notifyOf(notify).orElseThrow(), ""));
        return new Envelope(path, clock.instant(), Optional.empty(), "mx.far.example", true)
                .withDsn(new DsnRequest(Optional.empty(), "", asked));
    }

    private StoredMail mail(String login, Envelope envelope, MailAddress... to) throws SpoolException {
        byte[] message = "Subject: tea\r\n\r\nA cup?\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Draft draft = spool.begin(envelope, List.of(
                new Destination(new Mailbox.Account(login), MailClass.PUSH, List.of(to))))) {
            draft.write(message, 0, message.length);
            return draft.commit().getFirst();
        }
    }

    private StoredMail mail(String sender) throws SpoolException {
        return mail("ann", from(sender, ""), BOB);
    }

    private List<String> told() throws IOException {
        return spool.list(SystemMailbox.OUTGOING).stream()
                .map(notice -> notice.recipients().getFirst().toString())
                .sorted()
                .toList();
    }

    private String text(StoredMail notice) throws IOException {
        try (InputStream message = spool.open(notice).orElseThrow()) {
            return new String(message.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** B3, B13: told once, after four hours; and the mail waits on, whatever its sender was told. */
    @Test
    void theSenderIsToldOnceAndTheMailWaitsOn() throws Exception {
        mail("a@far.example");
        clock.advance(AFTER.minusSeconds(1));
        notices.look();
        assertEquals(List.of(), told(), "a second too early");

        clock.advance(Duration.ofSeconds(1));
        notices.look();
        assertEquals(List.of("a@far.example"), told());
        String notice = text(spool.list(SystemMailbox.OUTGOING).getFirst());
        assertTrue(notice.contains("Action: delayed\r\n"), notice);
        assertTrue(notice.contains("Last-Attempt-Date: Sun, 1 Mar 2026 08:00:00 +0000\r\n"), notice);

        spool.remove(spool.list(SystemMailbox.OUTGOING).getFirst()); // it has gone out
        for (int day = 0; day < 30; day++) {
            clock.advance(Duration.ofDays(1));
            notices.look();
        }
        start();
        notices.look();
        assertEquals(List.of(), told(), "not again, however long it waits, and whatever process looks");
        assertEquals(1, spool.pushQueue().of("ann").size(), "nothing is ever dropped for age");
    }

    /** RFC 3461 section 4.1, RFC 5321 section 4.5.5: as a bounce, but for what was asked. */
    @ParameterizedTest(name = "<{0}> NOTIFY={1} forged {2}: told {3}, for {4}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
        a@far.example | ''    | false | true  | who says nothing may be told
        a@far.example | DELAY | false | true  | he asked for it
        a@far.example | NEVER | false | false | he asked for nothing, ever
        ''            | ''    | false | false | a bounce is answered by nothing
        a@far.example | DELAY | true  | false | SPF says that he did not send it
        """)
    void whoIsTold(String sender, String notify, boolean isForged, boolean told, String why) throws Exception {
        StoredMail mail = mail("ann", from(sender, notify), BOB);
        if (isForged) {
            forged.add(mail.envelope());
        }
        clock.advance(AFTER);
        notices.look();
        forged.clear();
        start();
        notices.look();

        assertEquals(told ? List.of(sender) : List.of(), told(), why);
        assertEquals(1, journal.of(told ? "delay-told" : "delay-not-told").size(), "judged once for good");
    }

    /** Killed behind the notice, before the note of it. */
    @Test
    void whoDiesInBetweenTellsNobodyTwice() throws Exception {
        mail("a@far.example");
        clock.advance(AFTER);
        notices.look();
        Path notes = folder.resolve("delayed/ann.taken");
        assertTrue(Files.exists(notes));
        Files.delete(notes);

        start();
        notices.look();

        assertEquals(List.of("a@far.example"), told());
        assertTrue(Files.exists(notes), "and now it is noted");
    }

    @Test
    void nobodyIsToldOfRecipientsWhomTheHostHasServed() throws Exception {
        StoredMail mail = mail("ann", from("a@far.example", ""), BOB, SUE);
        Files.createDirectories(folder.resolve("delivery"));
        SettledNotes.read(folder.resolve("delivery"), "ann", List.of(mail.id())).note(mail.id(), List.of(SUE));
        clock.advance(AFTER);
        notices.look();

        String notice = text(spool.list(SystemMailbox.OUTGOING).getFirst());
        assertTrue(notice.contains("Final-Recipient: rfc822; bob@ann.isp.example"), notice);
        assertTrue(!notice.contains("sue@"), notice);
    }

    /** Nobody is told that we keep trying where nothing is tried. */
    @Test
    void whatIsNotTriedIsNotTold() throws Exception {
        lastTry = Optional.empty();
        mail("a@far.example");
        clock.advance(AFTER);
        notices.look();
        assertEquals(List.of(), told());

        lastTry = Optional.of(clock.instant());
        notices.look();
        assertEquals(List.of("a@far.example"), told(), "it was not forgotten");
    }

    /** A flood is told of twenty times in an hour, and holds up neither another sender nor another account. */
    @Test
    void aFloodHoldsNobodyUp() throws Exception {
        for (int each = 0; each < 30; each++) {
            mail("flood@far.example");
        }
        mail("z@far.example");
        mail("bea", from("y@far.example", ""), BOB);
        clock.advance(AFTER);
        notices.look();

        List<String> told = new ArrayList<>(told());
        assertTrue(told.remove("y@far.example") && told.remove("z@far.example"), told::toString);
        assertEquals(20, told.size(), "RFC 3464 section 4: a sender's rate");
    }

    /** What an account may have told in an hour is told; the rest in the hours that follow. */
    @Test
    void anAccountsRateHoldsBackAndLosesNothing() throws Exception {
        perAccountMax = 2;
        start();
        for (String sender : List.of("a@far.example", "b@far.example", "c@far.example")) {
            mail(sender);
            clock.advance(Duration.ofSeconds(1));
        }
        mail("bea", from("y@far.example", ""), BOB);
        clock.advance(AFTER);
        notices.look();
        assertEquals(List.of("a@far.example", "b@far.example", "y@far.example"), told());

        clock.advance(Duration.ofHours(1));
        notices.look();
        assertEquals(List.of("a@far.example", "b@far.example", "c@far.example", "y@far.example"), told());
    }

    /** A look is bounded, and the next one goes on where it ended; nobody's queue keeps the others waiting. */
    @Test
    void aLongQueueIsGoneThroughLookByLook() throws Exception {
        for (int each = 0; each < 450; each++) {
            mail("ann", from("", ""), BOB); // of bounces nobody is told, so no rate has a say
        }
        mail("bea", from("y@far.example", ""), BOB);
        clock.advance(AFTER);
        notices.look();
        assertEquals(200, journal.of("delay-not-told").size(), "one account's share of a look");
        assertEquals(List.of("y@far.example"), told(), "in the same look");
        notices.look();
        notices.look();
        assertEquals(450, journal.of("delay-not-told").size());
        notices.look();
        assertEquals(450, journal.of("delay-not-told").size(), "none is judged twice");
    }
}
