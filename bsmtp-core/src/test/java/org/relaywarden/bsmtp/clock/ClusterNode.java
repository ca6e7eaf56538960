// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.relaywarden.bsmtp.journal.CapturedJournal;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;

/** One process of a cluster, for {@link QuartzClusterIT}: a task that says so each time, or says so once and hangs. */
public final class ClusterNode {

    private ClusterNode() {}

    public static void main(String[] words) throws Exception {
        String name = words[0];
        boolean hangs = words[1].equals("hangs");
        Store store = Store.open(
                new StoreSettings(words[2], words[3], words[4], 5), List.of(new StoreModule("bsmtp", List.of())));
        CountDownLatch never = new CountDownLatch(1);
        Tasks tasks = Tasks.on(store, new CapturedJournal());
        tasks.register(new NamedTask(words[1], new Schedule.Every(Duration.ofSeconds(hangs ? 1 : 2)), () -> {
            // The nearest whole second: a run begins within milliseconds of its due time.
            Instant due = Instant.now().plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
            System.out.println(name + (hangs ? " begun " : " fired ") + due);
            if (hangs) {
                QuartzTasksTest.awaitUninterruptibly(never);
            }
        }));
        tasks.start();
        System.out.println(name + " ready " + Instant.now());
        never.await();
    }
}
