// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.journal.CapturedJournal;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;

/** A process that dies while a task runs, with its embedded database: on MariaDB {@link QuartzClusterIT} shows it. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class CutOffRunTest {

    @TempDir
    Path folder;

    private final CapturedJournal journal = new CapturedJournal();

    private Store store(String name) {
        return Store.open(
                StoreSettings.embedded(folder.resolve(name)), List.of(new StoreModule("bsmtp", List.of())));
    }

    @Test
    void aRunThatACrashCutOffIsRunAgain() throws Exception {
        CountDownLatch crash = new CountDownLatch(1);
        Semaphore begun = new Semaphore(0);
        Path crashed = folder.resolve("crashed.mv.db");
        NamedTask cutOff = QuartzTasksTest.every("nightly", Duration.ofSeconds(1), () -> {
            begun.release();
            QuartzTasksTest.awaitUninterruptibly(crash);
        });
        Store store = store("state");
        Tasks tasks = QuartzTasksTest.started(store, journal, cutOff);
        begun.acquireUninterruptibly();
        // As if the process were killed in the middle of the run: a copy of its file, taken now.
        Files.copy(folder.resolve("state.mv.db"), crashed);
        crash.countDown();
        tasks.close();
        store.close();
        try (Store after = store("crashed")) {
            after.inTransaction(session -> session.createNativeMutationQuery(
                            "update QRTZ_TRIGGERS set next_fire_time = "
                                    + (System.currentTimeMillis() + Duration.ofHours(9).toMillis()))
                    .executeUpdate());
            CountDownLatch again = new CountDownLatch(1);
            NamedTask nightly = QuartzTasksTest.every("nightly", Duration.ofSeconds(1), again::countDown);
            try (Tasks _ = QuartzTasksTest.started(after, journal, nightly)) {
                assertTrue(again.await(60, TimeUnit.SECONDS), "its own next time is nine hours away");
            }
        }
    }
}
