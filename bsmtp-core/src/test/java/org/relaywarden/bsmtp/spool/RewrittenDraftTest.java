// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.spool.SpoolBench.ANNA;
import static org.relaywarden.bsmtp.spool.SpoolBench.ENVELOPE;
import static org.relaywarden.bsmtp.spool.SpoolBench.bytes;
import static org.relaywarden.bsmtp.spool.SpoolBench.to;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.RecipientDsn;

/** A message whose copies become others between its last byte and the commit, as a content filter asks for. */
class RewrittenDraftTest {

    private static final String TRACE = "Received: from x\r\n";
    private static final String MESSAGE = "Subject: tea\r\n\r\n\u00e9 one\r\n";
    private static final String TOP = "X-Spam: Yes\r\n" + TRACE;
    private static final Mailbox BERT = new Mailbox.Account("bert");

    @TempDir
    Path folder;

    private static List<StoredMail> keepRewritten(SpoolBench bench, String message) throws SpoolException {
        try (Draft draft = bench.spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH), to(BERT, MailClass.PUSH),
                to(SystemMailbox.COLLECTOR, MailClass.SYSTEM)))) {
            byte[] written = bytes(TRACE + message);
            draft.write(written, 0, written.length);
            List<String> begun = draft.ids();
            draft.rewrite(
                    List.of(to(SystemMailbox.COLLECTOR, MailClass.SYSTEM)),
                    List.of(to(ANNA, MailClass.ACCOUNT), to(BERT, MailClass.PUSH)),
                    bytes(TOP),
                    TRACE.length());
            assertEquals(begun, draft.ids(), "who was told of them goes by them");
            List<StoredMail> kept = draft.commit();
            assertEquals(begun, kept.stream().map(StoredMail::id).toList(), "the trace line names the first");
            return kept;
        }
    }

    @Test
    void theCopiesAreWhatWasAskedForAndTheFirstOneIsGone() throws Exception {
        byte[] random = new byte[200_000];
        new Random(2).nextBytes(random);
        String body = new String(random, StandardCharsets.ISO_8859_1);
        for (String message : List.of(MESSAGE, "", body)) {
            try (SpoolBench bench = new SpoolBench(folder.resolve("of-" + message.length()))) {
                bench.door.writeAtMost(4_097);
                List<StoredMail> kept = keepRewritten(bench, message);

                assertEquals(List.of(MailClass.SYSTEM, MailClass.ACCOUNT, MailClass.PUSH),
                        kept.stream().map(StoredMail::mailClass).toList());
                assertEquals(TRACE + message, bench.read(kept.get(0)), "as it was written");
                assertEquals(TOP + message, bench.read(kept.get(1)), "other lines on top, all below the same");
                assertEquals(TOP + message, bench.read(kept.get(2)));
                assertEquals(List.of(kept.get(1)), bench.spool.list(ANNA), "one copy, of the other class");
                assertEquals(3, bench.files("").size(), "no file too many");
                assertEquals(3, bench.journal.counted(SpoolCounter.QUEUED));
            }
        }
    }

    @Test
    void whatWasWrittenCanBeReadBeforeItIsKept() throws Exception {
        try (SpoolBench bench = new SpoolBench(folder);
                Draft draft = bench.spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH)))) {
            assertEquals(-1, draft.message().read(), "nothing yet");
            draft.write(bytes(MESSAGE), 0, MESSAGE.length());
            assertEquals(MESSAGE, new String(draft.message().readAllBytes(), StandardCharsets.ISO_8859_1));
            draft.write(bytes("more"), 0, 4);
            assertEquals(MESSAGE + "more", new String(draft.message().readAllBytes(), StandardCharsets.ISO_8859_1));
            assertEquals(MESSAGE + "more", bench.read(draft.commit().getFirst()));
        }
    }

    @Test
    void eachCopyKeepsTheWishesOfItsOwnRecipients() throws Exception {
        MailAddress berts = new MailAddress("bert", "bert.example");
        Destination push = new Destination(BERT, MailClass.PUSH, List.of(berts));
        RecipientDsn never = new RecipientDsn(Set.of(RecipientDsn.Notify.NEVER), "");
        Envelope envelope = ENVELOPE.withDsn(new DsnRequest(Optional.empty(), "", Map.of(berts, never)));
        try (SpoolBench bench = new SpoolBench(folder);
                Draft draft = bench.spool.begin(envelope, List.of(to(ANNA, MailClass.PUSH), push))) {
            draft.rewrite(List.of(), List.of(to(ANNA, MailClass.ACCOUNT), push), new byte[0], 0);
            assertEquals(never, draft.commit().get(1).envelope().dsn().of(berts), "the first copy never had it");
        }
    }

    @Test
    void onlyOnceAndOnlyMailboxesThatItWasBegunFor() throws Exception {
        try (SpoolBench bench = new SpoolBench(folder);
                Draft draft = bench.spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH)))) {
            assertThrows(IllegalArgumentException.class,
                    () -> draft.rewrite(List.of(), List.of(to(BERT, MailClass.PUSH)), new byte[0], 0));
            List<Destination> annas = List.of(to(ANNA, MailClass.PUSH));
            assertThrows(IllegalArgumentException.class, () -> draft.rewrite(annas, annas, new byte[0], 0));
            draft.rewrite(annas, List.of(), new byte[0], 0);
            assertThrows(IllegalArgumentException.class, () -> draft.rewrite(annas, List.of(), new byte[0], 0));
        }
    }

    @Test
    void everyCopyIsOnTheDiskBeforeTheFirstGetsItsName() throws Exception {
        try (SpoolBench bench = new SpoolBench(folder.resolve("fresh"))) {
            keepRewritten(bench, MESSAGE);
            List<String> calls = bench.door.calls().stream().map(FaultyFileSystem.Call::what).toList();
            assertEquals(3, calls.stream().filter("force"::equals).count());
            assertTrue(calls.lastIndexOf("force") < calls.indexOf("rename"), calls.toString());
        }
    }

    @Test
    void eachFailingCallIsAnExceptionAndLeavesNothingHalf() throws Exception {
        int call = 1;
        for (boolean failed = true; failed; call++) {
            try (SpoolBench bench = new SpoolBench(folder.resolve("call-" + call))) {
                bench.door.failAt(call, FaultyFileSystem.Fault.INPUT_OUTPUT);
                failed = failsWholly(bench, "call " + call);
            }
        }
        assertTrue(call > 40, "three copies take more than forty calls, saw " + call);
    }

    private static boolean failsWholly(SpoolBench bench, String what) throws IOException {
        boolean failed = false;
        try {
            assertEquals(3, keepRewritten(bench, MESSAGE).size());
        } catch (SpoolException notKept) {
            failed = true;
        }
        int failures = bench.door.failures();
        bench.door.heal();
        for (Mailbox mailbox : List.of(ANNA, BERT, SystemMailbox.COLLECTOR)) {
            List<StoredMail> seen = bench.spool.list(mailbox);
            assertEquals(failed ? 0 : 1, seen.size(), what);
            for (StoredMail mail : seen) {
                assertTrue(bench.read(mail).endsWith(MESSAGE), what);
            }
        }
        // Where nothing but the clearing away of the first copy failed, the mail is kept all the same.
        return failures > 0;
    }
}
