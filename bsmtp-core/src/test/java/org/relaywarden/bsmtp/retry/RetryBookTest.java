// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreException;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;

/** What a run writes and what is remembered of it, with a second book on the same database for another node's. */
class RetryBookTest {

    private static final String ANNA = "anna";
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(1_200);
    private static final Hold HOLD = new Hold("operator", "moves house", NOW);

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private Store store;
    private RetryBook book;
    private RetryBook otherNode;

    @BeforeEach
    void open() {
        store = Store.open(
                StoreSettings.embedded(folder.resolve("db")), List.of(new StoreModule("bsmtp", RetryBook.entities())));
        book = new RetryBook(store, nanos::get);
        otherNode = new RetryBook(store, nanos::get);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aRunIsWrittenWhetherItsAccountHasARowOrNot() {
        for (int run = 0; run < 2; run++) {
            Instant tried = NOW.plusSeconds(run);
            book.begin(ANNA, tried, LATER);
            assertEquals(TryEnd.BEGUN, otherNodesView().end());
            assertEquals(Optional.of(LATER), otherNodesView().dueAt(), "a process that dies hammers nobody");

            book.end(ANNA, "all was\r\ntaken " + "x".repeat(600), TryEnd.TOOK_ALL, Optional.empty());
            assertEquals(book.of(ANNA), otherNodesView(), "what is remembered is what is written");
            assertEquals(Optional.of(tried), book.of(ANNA).triedAt());
            assertTrue(book.of(ANNA).result().startsWith("all was"), book.of(ANNA).result());
            assertTrue(book.of(ANNA).result().length() <= 500, "as much as its column holds");
            assertEquals(Optional.empty(), book.of(ANNA).dueAt());
        }
    }

    @Test
    void aRunLeavesAloneWhatAnotherNodeHolds() {
        assertEquals(RetryState.NEW, book.of(ANNA));
        otherNode.hold(ANNA, HOLD);

        book.begin(ANNA, NOW, LATER);
        book.greeted(ANNA, true, "mail.anna.example ESMTP");
        book.end(ANNA, "deferred", TryEnd.LEFT_SOME, Optional.of(LATER));

        assertEquals(Optional.of(HOLD), otherNodesView().hold());
        assertEquals(new LearntHost(true, "mail.anna.example ESMTP", Optional.empty()), otherNodesView().host());
        assertEquals(List.of(), book.due(LATER), "held is not due");
    }

    @Test
    void whatAnotherNodeWritesIsSeenInAMinuteHoweverOftenWeWrite() {
        book.begin(ANNA, NOW, LATER);
        assertEquals(Optional.empty(), book.of(ANNA).hold());
        otherNode.hold(ANNA, HOLD);

        for (int second = 0; second < 59; second++) {
            book.end(ANNA, "deferred", TryEnd.LEFT_SOME, Optional.of(LATER));
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertEquals(Optional.empty(), book.of(ANNA).hold(), "remembered");
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertEquals(Optional.of(HOLD), book.of(ANNA).hold());
    }

    @Test
    void whatCouldNotBeWrittenIsReadAnew() throws Exception {
        book.begin(ANNA, NOW, LATER);
        assertEquals(TryEnd.BEGUN, book.of(ANNA).end());
        otherNode.hold(ANNA, HOLD);

        run("alter table bsmtp_delivery rename to out_of_reach");
        assertThrows(StoreException.class, () -> book.end(ANNA, "all", TryEnd.TOOK_ALL, Optional.empty()));
        run("alter table out_of_reach rename to bsmtp_delivery");

        assertEquals(TryEnd.BEGUN, book.of(ANNA).end());
        assertEquals(Optional.of(HOLD), book.of(ANNA).hold(), "nobody knows what was written, so nothing is remembered");
    }

    private void run(String statement) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    private RetryState otherNodesView() {
        return new RetryBook(store).of(ANNA);
    }
}
