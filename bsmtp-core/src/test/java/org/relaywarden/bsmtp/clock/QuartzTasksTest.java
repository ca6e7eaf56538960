// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.journal.CapturedJournal;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;

/** The clock over real tables: what fires, and what the tables say after a restart. Here on H2. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class QuartzTasksTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final Runnable NOTHING = () -> {};

    @TempDir
    Path folder;

    private final CapturedJournal journal = new CapturedJournal();
    private Store store;

    @BeforeEach
    void open() {
        store = store("state");
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** A database of this name, the test's own. */
    StoreSettings settings(String name) {
        return StoreSettings.embedded(folder.resolve(name));
    }

    private Store store(String name) {
        return Store.open(settings(name), List.of(new StoreModule("bsmtp", List.of())));
    }

    static Tasks started(Store store, CapturedJournal journal, NamedTask... named) {
        Tasks tasks = Tasks.on(store, journal);
        for (NamedTask task : named) {
            tasks.register(task);
        }
        tasks.start();
        return tasks;
    }

    static NamedTask every(String name, Duration interval, Runnable work) {
        return new NamedTask(name, new Schedule.Every(interval), work);
    }

    @Test
    void everySecondReallyFiresAndGoesOnAfterAFailure() throws InterruptedException {
        CountDownLatch threeTimes = new CountDownLatch(3);
        NamedTask failing = every("tick", Duration.ofSeconds(1), () -> {
            threeTimes.countDown();
            throw new IllegalStateException("thrown on purpose");
        });
        try (Tasks _ = started(store, journal, failing)) {
            assertTrue(threeTimes.await(60, TimeUnit.SECONDS), "fired " + (3 - threeTimes.getCount()) + " times");
        }
        assertTrue(journal.counted(TaskCount.FAILED) >= 3);
        assertEquals(
                "tick failed error=\"java.lang.IllegalStateException: thrown on purpose\"",
                journal.lines().getFirst());
    }

    @Test
    void aTaskThatIsOnlyWokenHasNoRow() {
        Semaphore ran = new Semaphore(0);
        NamedTask woken = new NamedTask("woken", new Schedule.OnlyWhenWoken(), ran::release);
        try (Tasks tasks = started(store, journal, woken)) {
            tasks.wake("woken");
            ran.acquireUninterruptibly();
        }
        assertEquals(List.of(), rows("select job_name from QRTZ_JOB_DETAILS"));
    }

    @Test
    void schedulesChangeAcrossRestartsAndWhatIsUnknownIsRemoved() {
        started(
                        store,
                        journal,
                        every("changed", Duration.ofHours(1), NOTHING),
                        every("kept", Duration.ofHours(2), NOTHING),
                        every("dropped", Duration.ofHours(3), NOTHING),
                        every("to-daily", Duration.ofHours(3), NOTHING))
                .close();
        List<String> keptBefore = rows("select next_fire_time from QRTZ_TRIGGERS where trigger_name = 'kept'");
        started(
                        store,
                        journal,
                        every("changed", Duration.ofHours(4), NOTHING),
                        every("kept", Duration.ofHours(2), NOTHING),
                        new NamedTask("dropped", new Schedule.OnlyWhenWoken(), NOTHING),
                        new NamedTask("to-daily", new Schedule.Daily(LocalTime.of(3, 30), AMSTERDAM), NOTHING))
                .close();
        assertEquals(
                List.of("changed", "kept", "to-daily"),
                rows("select job_name from QRTZ_JOB_DETAILS order by job_name"));
        assertEquals(
                List.of("changed 14400000", "kept 7200000"),
                rows("select concat(trigger_name, ' ', repeat_interval) from QRTZ_SIMPLE_TRIGGERS order by 1"));
        assertEquals(
                List.of("to-daily 0 30 3 * * ? Europe/Amsterdam"),
                rows("select concat(trigger_name, ' ', cron_expression, ' ', time_zone_id) from QRTZ_CRON_TRIGGERS"));
        assertEquals(
                keptBefore,
                rows("select next_fire_time from QRTZ_TRIGGERS where trigger_name = 'kept'"),
                "an unchanged schedule keeps its next time");
    }

    @Test
    void whatWasMissedWhileTheProgramWasDownRunsOnceNow() {
        NamedTask hourly = every("hourly", Duration.ofHours(1), NOTHING);
        NamedTask daily = new NamedTask("daily", new Schedule.Daily(LocalTime.of(3, 0), AMSTERDAM), NOTHING);
        started(store, journal, hourly, daily).close();
        long yesterday = System.currentTimeMillis() - Duration.ofHours(30).toMillis();
        store.inTransaction(session -> session.createNativeMutationQuery(
                        "update QRTZ_TRIGGERS set next_fire_time = " + yesterday)
                .executeUpdate());
        Semaphore ran = new Semaphore(0);
        NamedTask again = every("hourly", Duration.ofHours(1), ran::release);
        NamedTask dailyAgain = new NamedTask("daily", new Schedule.Daily(LocalTime.of(3, 0), AMSTERDAM), ran::release);
        try (Tasks _ = started(store, journal, again, dailyAgain)) {
            ran.acquireUninterruptibly(2);
        }
        assertEquals(0, ran.availablePermits(), "once each, not once for every hour");
        assertEquals(
                List.of(),
                rows("select trigger_name from QRTZ_TRIGGERS where next_fire_time < " + System.currentTimeMillis()));
    }

    @Test
    void twoClocksInOneProcessDoNotShare() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(2);
        CountDownLatch second = new CountDownLatch(2);
        try (Store other = store("other");
                Tasks _ = started(store, journal, every("tick", Duration.ofSeconds(1), first::countDown));
                Tasks _ = started(other, journal, every("tick", Duration.ofSeconds(1), second::countDown))) {
            assertTrue(first.await(60, TimeUnit.SECONDS));
            assertTrue(second.await(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void afterTheCloseNothingRuns() {
        Semaphore ran = new Semaphore(0);
        Tasks tasks = started(store, journal, every("tick", Duration.ofSeconds(1), ran::release));
        ran.acquireUninterruptibly();
        tasks.close();
        tasks.close();
        int before = ran.availablePermits();
        tasks.wake("tick");
        assertThrows(IllegalStateException.class, () -> tasks.turn("tick"));
        assertThrows(IllegalStateException.class, tasks::start);
        assertEquals(before, ran.availablePermits());
    }

    @Test
    void withoutItsTablesTheClockSaysSo() {
        try (Store bare = Store.open(settings("bare"), List.of())) {
            Tasks tasks = Tasks.on(bare, journal);
            tasks.register(every("tick", Duration.ofSeconds(1), NOTHING));
            var refused = assertThrows(org.relaywarden.bsmtp.store.StoreException.class, tasks::start);
            assertTrue(refused.getMessage().contains("QRTZ_"), refused.getMessage());
        }
    }

    private List<String> rows(String sql) {
        return store.transaction(session -> session.createNativeQuery(sql, Object.class)
                .getResultList().stream().map(String::valueOf).toList());
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException told) {
            throw new AssertionError(told);
        }
    }
}
