// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A write that lasts too long is cut, one that is over is not, and few alarms are set for many writes. */
@Timeout(60)
final class WriteWatchTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(20);

    private final AtomicInteger alarms = new AtomicInteger();
    private final ScheduledThreadPoolExecutor cutter = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            alarms.incrementAndGet();
            return super.schedule(command, delay, unit);
        }
    };
    private final CountDownLatch cut = new CountDownLatch(1);
    private final AtomicInteger cuts = new AtomicInteger();
    private WriteWatch watch;

    @BeforeEach
    void watchOne() {
        cutter.setRemoveOnCancelPolicy(true);
        watch = new WriteWatch(cutter, () -> {
            cuts.incrementAndGet();
            cut.countDown();
        });
    }

    @AfterEach
    void stop() {
        cutter.shutdownNow();
    }

    @Test
    void aWriteThatLastsTooLongIsCut() throws InterruptedException {
        watch.begins(SOON);
        assertTrue(cut.await(30, TimeUnit.SECONDS));
    }

    @Test
    void aShortTimeCountsBehindALongOne() throws InterruptedException {
        watch.begins(NEVER);
        watch.ended();
        watch.begins(SOON);
        assertTrue(cut.await(30, TimeUnit.SECONDS), "the look of the write before came too late");
        assertEquals(0, cutter.getQueue().size(), "one look, not two");
    }

    @Test
    void aLaterWriteHasItsOwnTime() throws InterruptedException {
        watch.begins(SOON);
        watch.ended();
        watch.begins(NEVER);
        lookWasTaken(); // at the end of the first one's time
        assertEquals(0, cuts.get());
        assertEquals(1, cutter.getQueue().size(), "the next look is at the end of the second one's");
    }

    @Test
    void whatIsOverIsNotCutAndNotLookedAtAgain() throws InterruptedException {
        watch.begins(SOON);
        watch.ended();
        lookWasTaken();
        assertEquals(0, cuts.get());
        assertEquals(0, cutter.getQueue().size());
    }

    @Test
    void manyWritesSetOneAlarm() {
        for (int i = 0; i < 1_000; i++) {
            watch.begins(NEVER);
            watch.ended();
        }
        assertEquals(1, alarms.get());
    }

    @Test
    void afterTheEndNothingIsLeft() {
        watch.begins(NEVER);
        watch.close();
        assertEquals(0, cutter.getQueue().size(), "the conversation could not be forgotten");
        watch.begins(SOON);
        assertEquals(0, cutter.getQueue().size());
    }

    @Test
    void aCutterThatIsShutDownStopsNoWrite() {
        cutter.shutdownNow();
        watch.begins(SOON);
        watch.ended();
        assertEquals(0, cuts.get());
    }

    private void lookWasTaken() throws InterruptedException {
        CountDownLatch behind = new CountDownLatch(1);
        // One thread, in the order of time: due after the look, it runs after it.
        cutter.schedule(behind::countDown, SOON.toMillis() * 2, TimeUnit.MILLISECONDS);
        assertTrue(behind.await(30, TimeUnit.SECONDS));
    }
}
