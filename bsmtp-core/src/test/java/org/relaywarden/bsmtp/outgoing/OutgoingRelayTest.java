// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.outgoing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.bounce.BounceParts;
import org.relaywarden.bsmtp.bounce.BounceSettings;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.client.ClientSettings;
import org.relaywarden.bsmtp.client.ClientTimeouts;
import org.relaywarden.bsmtp.client.SmtpClient;
import org.relaywarden.bsmtp.client.SourceAddresses;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolException;
import org.relaywarden.bsmtp.spool.SpoolOnDoor;

/** Outgoing mail by the relay host: another has it before it goes, and the last one is the postmaster. */
@Timeout(60)
class OutgoingRelayTest {

    private static final MailAddress TO = new MailAddress("a", "far.example");
    private static final MailAddress POSTMASTER = new MailAddress("postmaster", "isp.example");
    private static final String MESSAGE = "Subject: Your mail could not be delivered\r\n\r\n.sorry\r\n";

    /** Of a test that waits in vain, the reason is to be seen soon. */
    private static final ClientTimeouts TIMEOUTS = new ClientTimeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10),
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(1));

    @TempDir
    Path folder;

    private final FaultyFileSystem door = new FaultyFileSystem();
    private final RememberedJournal journal = new RememberedJournal();
    private final SmtpClient client = new SmtpClient(
            new ClientSettings("mail.isp.example", SourceAddresses.any(), TIMEOUTS));
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private RelayHost host;
    private Spool spool;
    private OutgoingRelay relay;

    @BeforeEach
    void open() throws IOException {
        host = new RelayHost();
        spool = SpoolOnDoor.open(folder, door, journal);
        relay = newRelay();
    }

    private OutgoingRelay newRelay() {
        Bounces bounces = Bounces.open(new BounceParts(spool, journal, () -> now),
                BounceSettings.defaults("mail.isp.example", "Example Internet", POSTMASTER));
        return OutgoingRelay.open(new OutgoingParts(spool, client, bounces, journal, () -> now),
                OutgoingSettings.defaults(host.address()));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        spool.close();
        host.close();
    }

    private StoredMail bounceLies(String name) throws SpoolException {
        return spool.put(Envelope.ours(ReversePath.none(), now),
                new Destination(SystemMailbox.OUTGOING, MailClass.SYSTEM, List.of(TO)), name,
                MESSAGE.getBytes(StandardCharsets.US_ASCII));
    }

    private int waiting() throws IOException {
        return spool.list(SystemMailbox.OUTGOING).size();
    }

    private int withPostmaster() throws IOException {
        return spool.list(SystemMailbox.POSTMASTER).size();
    }

    private void later(Duration time) {
        now = now.plus(time);
        relay.run();
    }

    @Test
    void allThatWaitsGoesOverOneConnection() throws Exception {
        bounceLies("bounce.1");
        bounceLies("bounce.2");
        relay.run();
        assertEquals(List.of(MESSAGE, MESSAGE), host.taken());
        assertEquals(1, host.connections());
        assertTrue(host.commands().contains("MAIL FROM:<> BODY=8BITMIME"), () -> "" + host.commands());
        assertTrue(host.commands().contains("RCPT TO:<a@far.example>"), () -> "" + host.commands());
        assertEquals(0, waiting());
        relay.run();
        assertEquals(1, host.connections(), "nothing waits, nobody is dialled");
        assertEquals(2, journal.counted(OutgoingCounter.RELAYED));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        BANNER | 554 5.7.1 no service    | the whole host refuses
        EHLO   | 421 closing             | for now
        MAIL   | 550 5.7.1 go away       | permanent in words, and mended by somebody in time
        RCPT   | 450 4.2.0 greylisted    | for now
        RCPT   | 550 5.7.1 relay denied  | our relay host's settings are wrong
        RCPT   | 550 no                  | words without a status prove nothing
        DATA   | 451 4.3.0 try later     | for now
        DOT    | 554 5.6.0 refused       | content is not the recipient's fault
        DOT    | 452 4.3.1 disk full     | for now
        """)
    void whatIsNotTakenWaits(String moment, String reply, String reason) throws Exception {
        bounceLies("bounce.1");
        host.says(moment, reply);
        relay.run();
        int connections = host.connections();
        assertEquals(1, waiting(), reason);
        assertEquals(0, withPostmaster(), reason);
        later(Duration.ofSeconds(59));
        assertEquals(connections, host.connections(), "not before a minute");
        host.isSound();
        later(Duration.ofSeconds(1));
        assertEquals(List.of(MESSAGE), host.taken(), reason);
        assertEquals(0, waiting());
    }

    @Test
    void theWaitDoublesUpToAnHour() throws Exception {
        bounceLies("bounce.1");
        host.says("RCPT", "450 4.2.0 greylisted");
        int dialled = 0;
        for (int minutes = 0; minutes < 300; minutes++) {
            later(Duration.ofMinutes(1));
            dialled = host.connections();
        }
        // After 1, 2, 4, 8, 16, 32 and then each 60 minutes: at 0, 1, 3, 7, 15, 31, 63, 123, 183, 243.
        assertEquals(10, dialled);
    }

    @Test
    void afterFiveDaysThePostmasterHasIt() throws Exception {
        StoredMail bounce = bounceLies("bounce.1");
        host.says("BANNER", "421 not now");
        relay.run();
        later(Duration.ofDays(5).minusSeconds(1));
        assertEquals(1, waiting());
        later(Duration.ofHours(1));
        assertEquals(0, waiting(), "given up");
        assertEquals(1, withPostmaster());
        StoredMail report = spool.list(SystemMailbox.POSTMASTER).getFirst();
        assertTrue(report.envelope().sender().isNull());
        try (InputStream message = spool.open(report).orElseThrow()) {
            String text = new String(message.readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(text.contains("Status: 4.4.7") && text.contains("421 not now"), text);
            assertTrue(text.contains("Subject: Mail that could be given to nobody"), text);
        }
        assertEquals(bounce.id(), journal.of("given-up").getFirst().id());
    }

    @Test
    void whoWasOffForAWeekTriesOnceMore() throws Exception {
        bounceLies("bounce.1");
        now = now.plus(Duration.ofDays(7));
        relay = newRelay();
        relay.run();
        assertEquals(List.of(MESSAGE), host.taken(), "age alone gives up nothing");
        assertEquals(0, withPostmaster());
    }

    @Test
    void anAddressThatIsNoneEndsBeforeThePostmasterAtOnce() throws Exception {
        bounceLies("bounce.1");
        bounceLies("bounce.2");
        host.says("RCPT", "550 5.1.1 no such user");
        relay.run();
        assertEquals(0, waiting());
        assertEquals(2, withPostmaster(), "never a bounce for a bounce");
    }

    @Test
    void aLostReplyToTheDotMeansOnceMore() throws Exception {
        bounceLies("bounce.1");
        host.says("DOT", RelayHost.DROP);
        relay.run();
        assertEquals(1, waiting(), "in doubt, twice");
        host.isSound();
        later(Duration.ofMinutes(1));
        assertEquals(List.of(MESSAGE, MESSAGE), host.taken());
        assertEquals(0, waiting());
    }

    @Test
    void whatCantBeTakenOffTheDiskIsNotSentAgain() throws Exception {
        bounceLies("bounce.1");
        host.says("QUIT", "221 bye");
        int calls = callsOfARound();
        bounceLies("bounce.2");
        door.failAt(calls - 1, FaultyFileSystem.Fault.INPUT_OUTPUT);
        relay.run();
        assertEquals("delete", door.calls().get(calls - 2).what(), "the call that failed");
        door.heal();
        assertEquals(1, waiting());
        later(Duration.ofMinutes(1));
        assertEquals(0, waiting(), "taken off when the disk is well again");
        assertEquals(2, host.taken().size(), "and each was sent once");
    }

    private int callsOfARound() {
        door.failAt(Integer.MAX_VALUE, FaultyFileSystem.Fault.INPUT_OUTPUT);
        relay.run();
        return door.calls().size();
    }

    @Test
    void withoutRoomForThePostmasterItStays() throws Exception {
        bounceLies("bounce.1");
        host.says("RCPT", "550 5.1.1 no such user");
        int calls = callsOfARound();
        assertEquals(1, withPostmaster());
        for (int call = 1; call <= calls; call++) {
            String name = "bounce.call" + call;
            bounceLies(name);
            door.failAt(call, FaultyFileSystem.Fault.NO_SPACE);
            relay.run();
            door.heal();
            assertTrue(waiting() + withPostmaster() >= call + 1, "call " + call + ": lost");
            relay = newRelay();
            relay.run();
            assertEquals(0, waiting(), "call " + call);
            assertEquals(call + 1, withPostmaster(), "call " + call);
        }
    }
}
