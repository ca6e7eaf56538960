// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.MailConsumer;
import org.relaywarden.bsmtp.spool.PushQueue;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolException;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.TestStore;
import org.relaywarden.enforcement.block.BlockDriver;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.desk.ScriptedSweep.Outcome;

/** The process dies before and after each commit, each mail put, each word to a driver; started again it goes on. */
class DeskCrashTest {

    private static final List<String> UNDISTURBED = List.of(
            "RelayProven", "BlocksAsked", "BlockConfirmed", "NoticeDelivered", "Blocked", "CustomerReplied",
            "RetestPassed", "BlockGone", "NoticeDelivered", "Lifted");

    @TempDir
    Path folder;

    /** No step may live on after it, so it is no RuntimeException. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Counts the places where a process may die, and dies at one of them. */
    private static final class Fate {
        private final int at;
        private int passed;
        private boolean over;

        Fate(int at) {
            this.at = at;
        }

        void pass() {
            if (!over && ++passed == at) {
                throw new Death();
            }
        }

        /** What the test itself reads is no place to die at. */
        void end() {
            over = true;
        }

        boolean struck() {
            return passed >= at;
        }
    }

    Store database() {
        return TestStore.inMemory(Desk.entities());
    }

    @Test
    void wheneverItDiesItGoesOnWithoutASecondOfAnything() throws Exception {
        try (Store store = database()) {
            int places = 0;
            for (int at = 1; ; at++) {
                Fate fate = new Fate(at);
                live(store, folder.resolve("life-" + at), fate);
                if (!fate.struck()) {
                    break;
                }
                places++;
            }
            assertTrue(places > 30, "places to die at: " + places);
        }
    }

    private static void live(Store store, Path folder, Fate fate) throws Exception {
        store.inTransaction(session -> List.of("history", "block", "notice", "mail", "retest", "cursor", "file")
                .forEach(table -> session.createNativeMutationQuery("delete from case_" + table).executeUpdate()));
        var bench = new HandCrankedDesk(folder, store);
        bench.set(s -> new HandCrankedDesk.Setup(new MortalDriver(fate), s.policy(), s.budget(), false,
                inner -> new MortalStore(inner, fate), inner -> new MortalSpool(inner, fate)));
        bench.sweep.otherwise = Outcome.closed();
        bench.sweep.night("ann", Outcome.open("S1 R1"));
        survive(bench, bench::turn);
        bench.later(Duration.ofHours(1));
        bench.mailArrives("ann@c.example", bench.replyTo(), "Subject: Re\r\n\r\nmended\r\n");
        survive(bench, () -> {
            bench.readMail();
            bench.turn();
        });

        fate.end();
        String where = "death at place " + fate.at;
        assertEquals(CaseState.CLOSED_FIXED, bench.state(), where);
        assertEquals(UNDISTURBED, bench.events(), where);
        assertEquals(1, bench.blocks().size(), where);
        assertEquals(BlockRecord.Actual.OFF, bench.blocks().getFirst().actual(), where);
        List<String> ids = new ArrayList<>();
        for (var mail : bench.mails()) {
            ids.add(mail.getMessageID());
        }
        assertEquals(2, ids.stream().distinct().count(), where + ": " + ids);
        assertEquals(2, ids.size(), where + ": " + ids);
        assertFalse(bench.spool.list(SystemMailbox.REPLIES).iterator().hasNext(), where);
        bench.spool.close();
    }

    /** A new process does the step again. */
    private static void survive(HandCrankedDesk bench, Runnable step) {
        for (int life = 0; life < 3; life++) {
            try {
                step.run();
            } catch (Death died) {
                bench.build();
            }
        }
    }

    private record MortalDriver(Fate fate) implements BlockDriver {
        @Override
        public String name() {
            return "mortal";
        }

        @Override
        public boolean isDryRun() {
            return false;
        }

        @Override
        public boolean carriesOut(Measure measure) {
            return true;
        }

        @Override
        public Result apply(List<BlockRecord> unsettled, List<BlockRecord> wanted) {
            return putRight(unsettled);
        }

        @Override
        public Result putRight(List<BlockRecord> standing) {
            fate.pass();
            return Result.of(standing, new Outcome.Confirmed());
        }
    }

    /** Dies just before a commit, which undoes all, or just after. */
    private static final class MortalStore implements Store {
        private static final ScopedValue<Boolean> INSIDE = ScopedValue.newInstance();
        private final Store inner;
        private final Fate fate;

        MortalStore(Store inner, Fate fate) {
            this.inner = inner;
            this.fate = fate;
        }

        @Override
        public <T> T transaction(Function<Session, T> work) {
            if (INSIDE.isBound()) {
                return inner.transaction(work);
            }
            boolean[] touched = {false};
            T result = inner.transaction(session -> {
                T done = ScopedValue.where(INSIDE, true).call(() -> work.apply(session));
                // A transaction that read no row and wrote none is no place worth dying at.
                touched[0] = session.getStatistics().getEntityCount() > 0;
                if (touched[0]) {
                    fate.pass();
                }
                return done;
            });
            if (touched[0]) {
                fate.pass();
            }
            return result;
        }

        @Override
        public void afterCommit(Runnable action) {
            inner.afterCommit(action);
        }

        @Override
        public void onReturn(Runnable action) {
            inner.onReturn(action);
        }

        @Override
        public DataSource dataSource() {
            return inner.dataSource();
        }

        @Override
        public void breakOffIfItHangs() {
            inner.breakOffIfItHangs();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    /** Dies just before a mail is put, or just after. */
    private record MortalSpool(Spool inner, Fate fate) implements Spool {
        @Override
        public StoredMail put(Envelope envelope, Destination destination, String fixedName, byte[] message)
                throws SpoolException {
            fate.pass();
            StoredMail put = inner.put(envelope, destination, fixedName, message);
            fate.pass();
            return put;
        }

        @Override
        public Draft begin(Envelope envelope, List<Destination> destinations) throws SpoolException {
            return inner.begin(envelope, destinations);
        }

        @Override
        public List<StoredMail> list(Mailbox mailbox) throws IOException {
            return inner.list(mailbox);
        }

        @Override
        public Optional<InputStream> open(StoredMail mail) throws IOException {
            return inner.open(mail);
        }

        @Override
        public boolean remove(StoredMail mail) throws IOException {
            return inner.remove(mail);
        }

        @Override
        public PushQueue pushQueue() {
            return inner.pushQueue();
        }

        @Override
        public void whenArrived(SystemMailbox mailbox, Consumer<StoredMail> listener) {
            inner.whenArrived(mailbox, listener);
        }

        @Override
        public void consume(SystemMailbox mailbox, MailConsumer consumer) {
            inner.consume(mailbox, consumer);
        }

        @Override
        public void drain() {
            inner.drain();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
