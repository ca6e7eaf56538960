// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaywarden.bsmtp.journal.CapturedJournal;

/** Wakes and turns, with no clock at all. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class TurningTaskTest {

    private final CapturedJournal journal = new CapturedJournal();

    private TurningTask task(Runnable work) {
        return new TurningTask(new NamedTask("some-task", new Schedule.OnlyWhenWoken(), work), journal);
    }

    @Test
    void aStormOfWakesNeverRunsTwiceAtOnceAndLosesNoWork() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger worstInside = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Semaphore allDone = new Semaphore(0);
        int wakes = 20 * 500;
        TurningTask task = task(() -> {
            worstInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            runs.incrementAndGet();
            if (done.addAndGet(waiting.getAndSet(0)) == wakes) {
                allDone.release();
            }
            Thread.yield();
            inside.decrementAndGet();
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 20; thread++) {
                threads.execute(() -> {
                    for (int wake = 0; wake < 500; wake++) {
                        waiting.incrementAndGet();
                        task.wake();
                    }
                });
            }
        }
        allDone.acquireUninterruptibly();
        assertTrue(task.ended(Duration.ofSeconds(30)));
        assertEquals(1, worstInside.get());
        assertTrue(runs.get() <= wakes, "no more runs than wakes: " + runs);
        assertEquals(wakes, done.get());
    }

    @Test
    void wakesDuringARunMakeExactlyOneMore() {
        Semaphore begun = new Semaphore(0);
        Semaphore mayEnd = new Semaphore(0);
        TurningTask task = task(() -> {
            begun.release();
            mayEnd.acquireUninterruptibly();
        });
        task.wake();
        begun.acquireUninterruptibly();
        for (int wake = 0; wake < 100; wake++) {
            task.wake();
        }
        mayEnd.release();
        begun.acquireUninterruptibly();
        mayEnd.release(10);
        assertTrue(task.ended(Duration.ofSeconds(30)));
        task.turn();
        assertEquals(1, begun.availablePermits(), "two runs by wakes, and the turn");
        assertEquals(3, journal.counted(TaskCount.DONE));
    }

    @Test
    void aTurnWaitsForTheRunUnderWayAndThenRuns() {
        Semaphore begun = new Semaphore(0);
        Semaphore mayEnd = new Semaphore(0);
        AtomicInteger inside = new AtomicInteger();
        TurningTask task = task(() -> {
            assertEquals(1, inside.incrementAndGet());
            begun.release();
            mayEnd.acquireUninterruptibly();
            inside.decrementAndGet();
        });
        task.wake();
        begun.acquireUninterruptibly();
        CountDownLatch turned = new CountDownLatch(1);
        Thread turning = Thread.ofVirtual().start(() -> {
            task.turn();
            turned.countDown();
        });
        assertFalse(begun.tryAcquire(), "the turn has not begun");
        mayEnd.release();
        begun.acquireUninterruptibly();
        assertEquals(1, turned.getCount(), "the turn is its own run, not the end of another's");
        mayEnd.release();
        QuartzTasksTest.awaitUninterruptibly(turned);
        assertEquals(2, journal.counted(TaskCount.DONE));
        assertTrue(turning.isVirtual());
    }

    @Test
    void anExceptionGoesToWhoTurnsAndNotToWhoWakes() {
        var thrown = new IllegalStateException("thrown on purpose");
        Semaphore ran = new Semaphore(0);
        TurningTask task = task(() -> {
            ran.release();
            throw thrown;
        });
        assertSame(thrown, assertThrows(IllegalStateException.class, task::turn));
        task.wake();
        ran.acquireUninterruptibly(2);
        task.runByClock();
        assertTrue(task.ended(Duration.ofSeconds(30)));
        assertEquals(3, journal.counted(TaskCount.FAILED));
        assertEquals(0, journal.counted(TaskCount.DONE));
        assertEquals("some-task failed error=\"java.lang.IllegalStateException: thrown on purpose\"",
                journal.lines().getFirst());
    }

    @Test
    void aTaskMayWakeItselfButNotTurnItself() {
        Semaphore ran = new Semaphore(0);
        TurningTask[] self = new TurningTask[1];
        self[0] = task(() -> {
            ran.release();
            if (journal.counted(TaskCount.DONE) == 0) {
                self[0].wake();
                assertThrows(IllegalStateException.class, self[0]::turn);
            }
        });
        self[0].turn();
        ran.acquireUninterruptibly(2);
        assertTrue(self[0].ended(Duration.ofSeconds(30)));
        assertEquals(2, journal.counted(TaskCount.DONE));
    }

    @Test
    void theCloseIsBoundedByItsTime() {
        Semaphore begun = new Semaphore(0);
        Semaphore mayEnd = new Semaphore(0);
        TurningTask task = task(() -> {
            begun.release();
            mayEnd.acquireUninterruptibly();
        });
        task.wake();
        begun.acquireUninterruptibly();
        task.wake();
        task.close();
        assertFalse(task.ended(Duration.ofMillis(1)), "it still runs");
        mayEnd.release();
        assertTrue(task.ended(Duration.ofSeconds(30)));
        assertThrows(IllegalStateException.class, task::turn);
        assertEquals(0, begun.availablePermits(), "the second wake came too late");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Nightly", "scan.nightly", "scan_nightly", "-scan", "scan-", "1scan", "a\nb"})
    void aNameThatIsNotWordsAndHyphensIsRefused(String name) {
        assertThrows(
                IllegalArgumentException.class, () -> new NamedTask(name, new Schedule.OnlyWhenWoken(), () -> {}));
    }

    @Test
    void aNameIsTakenOnce() {
        Tasks tasks = new QuartzTasks(null, journal);
        NamedTask task = new NamedTask("nightly-scan", new Schedule.OnlyWhenWoken(), () -> {});
        tasks.register(task);
        assertThrows(IllegalArgumentException.class, () -> tasks.register(task));
        assertThrows(IllegalArgumentException.class, () -> tasks.wake("another"));
        assertThrows(IllegalArgumentException.class, () -> tasks.turn("another"));
    }
}
