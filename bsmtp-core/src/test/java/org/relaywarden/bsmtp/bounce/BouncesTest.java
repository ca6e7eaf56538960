// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.bounce.Failures.INFO;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.disk.MemoryDisk;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.StoredText;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.EnhancedCode;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.OpenedMail;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolException;
import org.relaywarden.bsmtp.spool.SpoolOnDoor;

/** The door: the bounce is on the disk before the mail may go, and neither is lost. */
class BouncesTest {

    private static final Mailbox ANNA = new Mailbox.Account("anna");

    @TempDir
    Path folder;

    private FaultyFileSystem door = new FaultyFileSystem();
    private final RememberedJournal journal = new RememberedJournal();
    private Spool spool;
    private Bounces bounces;

    @BeforeEach
    void open() throws IOException {
        openIn(folder.resolve("spool"));
    }

    private void openIn(Path where) throws IOException {
        spool = SpoolOnDoor.open(where, door, journal);
        bounces = newBounces();
    }

    /** As after a start: what was counted is forgotten. */
    private Bounces newBounces() {
        return Bounces.open(new BounceParts(spool, journal, () -> Failures.NOW), Failures.SETTINGS);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    private StoredMail waiting(Envelope envelope) throws SpoolException {
        byte[] message = "Subject: tea\r\n\r\nA cup?\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Draft draft = spool.begin(envelope, List.of(new Destination(ANNA, MailClass.PUSH, List.of(INFO))))) {
            draft.write(message, 0, message.length);
            return draft.commit().getFirst();
        }
    }

    private Bounced bounce(StoredMail mail) throws IOException, SpoolException {
        return bounce(mail, Failures.refused(INFO, 550, "5.1.1 no such user"));
    }

    private Bounced bounce(StoredMail mail, FailedRecipient failed) throws IOException, SpoolException {
        try (OpenedMail opened = new OpenedMail(mail, spool.open(mail).orElseThrow())) {
            return bounces.bounce(opened, new BounceRequest(List.of(failed), Ground.REFUSED, false));
        }
    }

    private List<StoredMail> outgoing() throws IOException {
        return spool.list(SystemMailbox.OUTGOING);
    }

    private String read(StoredMail mail) throws IOException {
        return StoredText.of(spool, mail);
    }

    @Test
    void aBounceLiesInTheOutgoingMailboxForTheSender() throws Exception {
        StoredMail mail = waiting(Failures.from("a@far.example"));
        Bounced.Queued queued = assertInstanceOf(Bounced.Queued.class, bounce(mail));

        StoredMail bounce = outgoing().getFirst();
        assertEquals(queued, new Bounced.Queued(bounce.id(), List.of(INFO)));
        assertTrue(bounce.envelope().sender().isNull(), "never bounced itself");
        assertEquals(List.of(Failures.address("a@far.example")), bounce.recipients());
        assertTrue(read(bounce).contains("Final-Recipient: rfc822; info@shop.example\r\n"));
        assertEquals(List.of(mail), spool.list(ANNA), "the original goes by its owner's hand, not by ours");
        assertEquals(mail.id(), journal.of("bounced").getFirst().id());
        assertEquals(1, journal.counted(BounceCounter.QUEUED));
    }

    @Test
    void whoIsKilledBeforeTheOriginalWentWritesOneBounceAllTheSame() throws Exception {
        StoredMail mail = waiting(Failures.from("a@far.example"));
        Bounced first = bounce(mail);
        bounces = newBounces();
        assertEquals(first, bounce(mail), "found again");
        assertEquals(1, outgoing().size());

        String message = read(outgoing().getFirst());
        spool.remove(outgoing().getFirst());
        assertEquals(first, bounce(mail), "it went out, and nobody wrote that down: a second one, and no more");
        assertEquals(1, outgoing().size());
        assertEquals(message, read(outgoing().getFirst()), "with the same Message-ID");
    }

    @Test
    void noBounceForABounce() throws Exception {
        StoredMail mail = waiting(Failures.from(""));
        assertEquals(new Bounced.NotOwed(Bounced.NotOwed.Why.NULL_SENDER, List.of(INFO)), bounce(mail));
        assertEquals(List.of(), outgoing());
        assertEquals("NULL_SENDER", journal.of("not-bounced").getFirst().fields().get("reason"));
    }

    @Test
    void neverIsNever() throws Exception {
        StoredMail mail = waiting(
                Failures.from("a@far.example").withDsn(Failures.asking("", "", Map.of(INFO, "NEVER"))));
        assertEquals(new Bounced.NotOwed(Bounced.NotOwed.Why.NOT_ASKED, List.of(INFO)), bounce(mail));
        assertEquals(List.of(), outgoing());
    }

    @Test
    void aStormIsHeldAndNotLost() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(Bounced.Queued.class, bounce(waiting(Failures.from("a@far.example"))));
        }
        assertEquals(Bounced.Held.Why.SENDER_RATE,
                assertInstanceOf(Bounced.Held.class, bounce(waiting(Failures.from("a@far.example")))).why());
        assertEquals(3, outgoing().size());
        assertEquals(4, spool.list(ANNA).size());
        assertEquals(1, journal.counted(BounceCounter.HELD));
    }

    @Test
    void aDamagedMailPromisesNothing() throws Exception {
        StoredMail mail = waiting(Failures.from("a@far.example"));
        Path file;
        try (Stream<Path> files = Files.list(folder.resolve("spool/accounts/anna/new"))) {
            file = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);
        assertThrows(IOException.class, () -> bounce(mail));
        assertEquals(List.of(), outgoing());
    }

    @Test
    void recipientsThatTheMailDoesNotHaveAreAMistake() throws Exception {
        StoredMail mail = waiting(Failures.from("a@far.example"));
        assertThrows(IllegalArgumentException.class,
                () -> bounce(mail, Failures.refused(Failures.SALES, 550, "5.1.1 no such user")));
    }

    @Test
    void whatCanBeToldToNobodyEndsBeforeThePostmaster() throws Exception {
        StoredMail bounce = waiting(Failures.from(""));
        FailedRecipient failed = new FailedRecipient(INFO, new EnhancedCode(4, 4, 7),
                Optional.empty(), "connect: refused", Failures.NOW);
        for (int i = 0; i < 2; i++) {
            try (OpenedMail opened = new OpenedMail(bounce, spool.open(bounce).orElseThrow())) {
                bounces.tellPostmaster(opened, List.of(failed));
            }
        }
        StoredMail report = spool.list(SystemMailbox.POSTMASTER).getFirst();
        assertEquals(1, spool.list(SystemMailbox.POSTMASTER).size(), "once, whoever was killed in between");
        assertEquals(List.of(Failures.SETTINGS.postmaster()), report.recipients());
        assertTrue(report.envelope().sender().isNull());
        String text = read(report);
        assertTrue(text.contains("could be given to nobody"), text);
        assertTrue(text.contains("connect: refused"), text);
        assertFalse(text.contains("Your mail could not be"), "not in the sender's words");
        assertEquals(List.of(), outgoing(), "never a bounce for a bounce");
    }

    /** Each call to the file system fails in turn: a promised bounce lies there whole. */
    @ParameterizedTest
    @EnumSource(FaultyFileSystem.Fault.class)
    void noPromiseWithoutDisk(FaultyFileSystem.Fault fault) throws Exception {
        spool.close();
        door = new FaultyFileSystem(new MemoryDisk());
        int promised = 0;
        int failing = 1;
        for (boolean more = true; more; failing++) {
            openIn(folder.resolve("call-" + failing));
            StoredMail mail = waiting(Failures.from("a@far.example"));
            door.failAt(failing, fault);
            boolean queued = false;
            try {
                queued = bounce(mail) instanceof Bounced.Queued;
            } catch (IOException | SpoolException notPromised) {
                // The caller keeps the mail, and asks again.
            }
            more = door.failures() > 0;
            door.heal();
            assertEquals(List.of(mail), spool.list(ANNA), "the original stays");
            spool.close();
            openIn(folder.resolve("call-" + failing));
            List<StoredMail> there = outgoing();
            assertTrue(!queued || there.size() == 1, "call " + failing + " failed, and the promised bounce is gone");
            for (StoredMail bounce : there) {
                assertTrue(read(bounce).endsWith("--\r\n"), "half a bounce can be seen");
            }
            promised += queued ? 1 : 0;
            assertInstanceOf(Bounced.Queued.class, bounce(mail), "asked again, it is written");
            assertEquals(1, outgoing().size(), "call " + failing + ": once");
            spool.close();
        }
        assertTrue(failing > 15, "a bounce makes more calls than " + failing);
        assertTrue(promised > 0);
    }

    /** Bytes, name, folder: the order that survives a power cut, before the promise. */
    @Test
    void theFolderIsForcedBeforeThePromise() throws Exception {
        StoredMail mail = waiting(Failures.from("a@far.example"));
        door.failAt(Integer.MAX_VALUE, FaultyFileSystem.Fault.INPUT_OUTPUT);
        assertInstanceOf(Bounced.Queued.class, bounce(mail));
        List<String> calls = door.calls().stream().map(FaultyFileSystem.Call::what).toList();
        assertTrue(calls.lastIndexOf("force") < calls.lastIndexOf("rename"), () -> "" + calls);
        assertTrue(calls.lastIndexOf("rename") < calls.lastIndexOf("forceFolder"), () -> "" + calls);
    }
}
