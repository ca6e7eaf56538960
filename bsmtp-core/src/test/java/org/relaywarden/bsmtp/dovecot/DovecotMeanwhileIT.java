// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dovecot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.run.RunReport;

/** Mail comes in and goes out while a real Dovecot moves, renames and deletes files of the same Maildir (B11). */
@Timeout(300)
class DovecotMeanwhileIT {

    private static final Pattern SUBJECT = Pattern.compile("^Subject: (.*)$", Pattern.MULTILINE);
    private static final int SENDERS = 4;
    private static final int FROM_EACH = 50;
    private static final int DRAINED = 60;
    private static final int FIRST = 20;
    private static final int LOOKS = 5;

    @AutoClose
    private static SharedMailbox shared;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        shared = SharedMailbox.in(folder);
    }

    @Test
    void nothingIsPushedDuringAPop3SessionAndAllOfItAfter() throws Exception {
        String login = shared.freshLogin();
        try (Push push = new Push(shared, login);
                Pop3 session = shared.pop3(login)) {
            shared.push(login, "one");
            shared.push(login, "two");
            RunReport during = push.flush();
            assertEquals(2, during.waiting(), "pop3_lock_session of docs/dovecot.md");
            assertTrue(push.host.dialogues().isEmpty(), "not even dialled");
            session.quit();

            // Renamed since: found by its id.
            try (Imap reader = shared.imap(login)) {
                reader.command("STORE 1 +FLAGS (\\Seen \\Flagged)");
            }
            assertEquals(0, push.flush().waiting());
            assertEquals(List.of("one", "two"), push.received().stream().map(DovecotMeanwhileIT::subject).toList());
            assertEquals(List.of(), shared.files(login));
        }
    }

    /** {@code mail-core} 5.12: POP3 empties the mailbox while it is pushed. */
    @RepeatedTest(3)
    void whatPop3AndThePushDrainTogetherArrivesAtLeastOnce() throws Exception {
        String login = shared.freshLogin();
        Set<String> fetched = new HashSet<>();
        // The first session sees these before anything is pushed, and leaves half of them: both take part, however
        // fast the one or the other is.
        send(login, 0, FIRST);
        try (Pop3 first = shared.pop3(login);
                Push push = new Push(shared, login);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sender = threads.submit(() -> {
                send(login, FIRST, DRAINED);
                return null;
            });
            takeEachSecond(first, fetched);
            push.flush();
            while (!sender.isDone() || !shared.queue(login).isEmpty()) {
                try (Pop3 session = shared.pop3(login)) {
                    takeEachSecond(session, fetched);
                }
                push.flush();
            }
            sender.get();
            Set<String> all = new HashSet<>(fetched);
            push.received().forEach(mail -> all.add(subject(mail)));
            assertEquals(DRAINED, all.size(), "none lost");
            assertTrue(!fetched.isEmpty() && !push.received().isEmpty(),
                    () -> "both took part: POP3 " + fetched.size() + ", push " + push.received().size());
        }
        assertEquals(List.of(), shared.files(login));
        assertEquals(List.of(), shared.quarantined());
    }

    private static void send(String login, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            shared.push(login, "mail " + i);
        }
    }

    /** The others are left to the push. */
    private static void takeEachSecond(Pop3 session, Set<String> fetched) throws Exception {
        for (int message = session.messages(); message > 0; message -= 2) {
            Optional<String> mail = session.retrieveIfThere(message);
            if (mail.isPresent()) {
                fetched.add(subject(mail.get()));
                session.delete(message);
            }
        }
        session.quit();
    }

    /** C16. */
    @Test
    void nothingIsLostOrSeenTwiceWhileLoginsMoveIt() throws Exception {
        String login = shared.freshLogin();
        Set<String> promised = ConcurrentHashMap.newKeySet();
        CountDownLatch looks = new CountDownLatch(LOOKS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                senders.add(threads.submit(sending(login, promised)));
            }
            Future<?> reader = threads.submit(reading(login, senders, looks));
            while (!reader.isDone()) {
                Set<String> before = Set.copyOf(promised);
                assertSeen(before, shared.queue(login));
                assertSeen(before, shared.spool.list(new Mailbox.Account(login)).stream().map(StoredMail::id).toList());
                looks.countDown();
            }
            reader.get();
            for (Future<?> sender : senders) {
                sender.get();
            }
        }
        assertEquals(SENDERS * FROM_EACH, promised.size());
        assertSeen(promised, shared.queue(login));
        assertEquals(SENDERS * FROM_EACH, shared.files(login).size());
        assertTrue(shared.files(login).stream().anyMatch(file -> file.toString().endsWith(":2,S")), "and read it");
        assertEquals(List.of(), shared.quarantined());
    }

    private static Callable<Void> sending(String login, Set<String> promised) {
        return () -> {
            for (int i = 0; i < FROM_EACH; i++) {
                promised.add(shared.push(login, "mail " + i).id());
            }
            return null;
        };
    }

    /** Each login moves what came, each reading renames it once more; it goes on till we have looked often enough. */
    private static Callable<Void> reading(String login, List<Future<?>> senders, CountDownLatch looks) {
        return () -> {
            boolean last = false;
            while (!last) {
                last = senders.stream().allMatch(Future::isDone) && looks.getCount() == 0;
                try (Pop3 session = shared.pop3(login)) {
                    for (int message = session.messages(); message > 0; message -= 3) {
                        session.retrieve(message);
                    }
                    session.quit();
                }
            }
            return null;
        };
    }

    private static void assertSeen(Set<String> before, List<String> seen) {
        assertEquals(seen.size(), new HashSet<>(seen).size(), "one is seen twice");
        Set<String> missed = new HashSet<>(before);
        missed.removeAll(seen);
        assertEquals(Set.of(), missed, "promised, and not seen");
    }

    static String subject(String mail) {
        Matcher matcher = SUBJECT.matcher(mail.replace("\r\n", "\n"));
        assertTrue(matcher.find(), mail);
        return matcher.group(1);
    }
}
