// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes at once shares a commit, and nobody suffers for another. */
@Timeout(60)
class SharedCommitsTest {

    @TempDir
    Path folder;

    private final AtomicInteger commits = new AtomicInteger();
    private Store store;
    private SharedCommits shared;

    @BeforeEach
    void open() {
        store = Store.open(
                StoreSettings.embedded(folder.resolve("db")),
                List.of(StoreContract.ALPHA));
        shared = new SharedCommits(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Holds the lane of "x" until all of these wait in it, then lets them run. */
    private List<Future<String>> together(int number, int badFrom, int badTo) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Future<String>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> shared.in("x", session -> {
                held.countDown();
                return await(goOn);
            }));
            assertTrue(held.await(10, TimeUnit.SECONDS));
            for (int i = 0; i < number; i++) {
                int own = i;
                CountDownLatch begun = new CountDownLatch(1);
                all.add(threads.submit(() -> {
                    begun.countDown();
                    return shared.in("x", session -> work(session, own, own >= badFrom && own < badTo));
                }));
                assertTrue(begun.await(10, TimeUnit.SECONDS));
            }
            goOn.countDown();
        }
        return all;
    }

    private String work(Session session, int own, boolean bad) {
        session.persist(new AlphaNote("u" + own, "kept"));
        store.afterCommit(commits::incrementAndGet);
        if (bad) {
            throw new IllegalArgumentException("bad " + own);
        }
        return "done " + own;
    }

    private static String await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
            return "held";
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private long kept() {
        return store.transaction(
                session -> session.createSelectionQuery("select count(*) from AlphaNote", Long.class)
                        .getSingleResult());
    }

    @Test
    void eachGetsItsOwnResultAfterTheCommit() throws Exception {
        List<Future<String>> all = together(200, 0, 0);
        for (int i = 0; i < 200; i++) {
            assertEquals("done " + i, all.get(i).get());
        }
        assertEquals(200, kept());
        assertEquals(200, commits.get(), "what follows each, once");
    }

    @Test
    void oneThatFailsFailsAlone() throws Exception {
        List<Future<String>> all = together(20, 7, 8);
        for (int i = 0; i < 20; i++) {
            Future<String> one = all.get(i);
            if (i == 7) {
                assertEquals("bad 7", assertThrows(Exception.class, one::get).getCause().getMessage());
            } else {
                assertEquals("done " + i, one.get());
            }
        }
        assertEquals(19, kept(), "nothing of the one that failed");
        assertEquals(19, commits.get());
    }

    @Test
    void whereAllFailNotEachIsTriedAndAllAreToldSo() throws Exception {
        List<Future<String>> all = together(20, 0, 20);
        for (Future<String> one : all) {
            assertThrows(Exception.class, one::get);
        }
        assertEquals(0, kept());
        assertEquals("done 1", shared.in("x", session -> work(session, 1, false)), "and the next one is tried again");
    }
}
