// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dovecot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.run.RunReport;

/**
 * B11: IMAP and POP3 by a real Dovecot while a run is on. The host halts at the end of its first message, the mailbox is
 * worked on meanwhile, and then the host goes on.
 */
@Timeout(300)
final class DovecotDuringRunIT {

    private static final int MESSAGES = 8;

    @AutoClose
    private static SharedMailbox shared;

    private final CountDownLatch halted = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private String login = "";
    private Push push;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        shared = SharedMailbox.in(folder);
    }

    /** Eight messages wait before the program begins: one run takes them all, in their order. */
    @BeforeEach
    void haltsAtTheFirst() throws Exception {
        login = shared.freshLogin();
        for (int i = 1; i <= MESSAGES; i++) {
            shared.push(login, "mail " + i);
        }
        push = new Push(shared, login, () -> {
            halted.countDown();
            await(goOn);
        });
        assertTrue(halted.await(60, TimeUnit.SECONDS), "no run began");
    }

    @AfterEach
    void leave() {
        goOn.countDown();
        threads.close();
        push.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(200, TimeUnit.SECONDS));
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    /** What that one run brought to the host. */
    private Set<String> received() throws Exception {
        goOn.countDown();
        RunReport after = push.flush();
        assertEquals(0, after.waiting(), after.words());
        assertEquals(List.of(), shared.queue(login));
        assertEquals(List.of(), shared.quarantined());
        push.host.awaitDialogue(1, Duration.ofSeconds(60));
        assertEquals(1, push.host.dialogues().size(), "the run that was on went on, and did all of it");
        Set<String> subjects = new HashSet<>();
        push.received().forEach(mail -> subjects.add(DovecotMeanwhileIT.subject(mail)));
        return subjects;
    }

    private static Set<String> mails(int... numbers) {
        Set<String> subjects = new HashSet<>();
        IntStream.of(numbers).forEach(number -> subjects.add("mail " + number));
        return subjects;
    }

    @Test
    void whatImapRenamesArrivesAndWhatItTakesAwayDoesNot() throws Exception {
        try (Imap session = shared.imap(login)) {
            session.create("Kept");
            session.command("STORE 1:* +FLAGS (\\Seen \\Flagged)"); // the one that is under way too
            session.command("STORE 4 +FLAGS ($Important)");
            session.command("MOVE 6 Kept");
            session.command("STORE 6 +FLAGS (\\Deleted)"); // the seventh, for it moved up
            session.command("EXPUNGE");

            assertEquals(mails(1, 2, 3, 4, 5, 8), received());
        }
        assertEquals(1, shared.files(login).size(), "the one in the other folder");
    }

    /** {@code docs/dovecot.md}: it need not wait for the run; what it deletes before its turn is not pushed. */
    @Test
    void aPop3SessionThatBeginsMeanwhileTakesOffWhatHasNotBegun() throws Exception {
        Set<String> fetched = new HashSet<>();
        try (Pop3 session = shared.pop3(login)) {
            assertEquals(MESSAGES, session.messages());
            for (int message = 4; message <= MESSAGES; message++) {
                fetched.add(DovecotMeanwhileIT.subject(session.retrieve(message)));
                session.delete(message);
            }
            session.quit();
        }
        assertEquals(mails(4, 5, 6, 7, 8), fetched);
        assertEquals(mails(1, 2, 3), received(), "and what it left arrives");
        assertEquals(List.of(), shared.files(login));
    }

    /** And what the run takes off while the session is on is told to be gone: nobody waits, nothing is lost. */
    @Test
    void theRunGoesOnThroughAPop3Session() throws Exception {
        Future<RunReport> run = threads.submit(push::flush); // waits for the end of the one that is under way
        try (Pop3 session = shared.pop3(login)) {
            String second = session.retrieve(2);
            session.delete(2);
            goOn.countDown();
            run.get(60, TimeUnit.SECONDS);
            assertEquals("mail 2", DovecotMeanwhileIT.subject(second));
            for (int message = 3; message <= MESSAGES; message++) {
                session.retrieveIfThere(message); // there or told to be gone, but no other answer
            }
            session.quit();
        }
        Set<String> arrived = received();
        arrived.add("mail 2");
        assertEquals(mails(1, 2, 3, 4, 5, 6, 7, 8), arrived, "none lost");
        assertEquals(List.of(), shared.files(login));
    }
}
