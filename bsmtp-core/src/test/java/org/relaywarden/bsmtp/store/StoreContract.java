// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds on every database. The settings name a database of the test's own, empty at first. */
interface StoreContract {

    StoreModule ALPHA = new StoreModule("alpha", List.of(AlphaNote.class));
    StoreModule BETA = new StoreModule("beta", List.of(BetaMark.class));

    StoreSettings settings();

    private Store open() {
        return Store.open(settings(), List.of(ALPHA, BETA));
    }

    @Test
    default void whatIsCommittedIsThereAfterReopening() {
        try (Store store = open()) {
            assertEquals("done", store.transaction(session -> {
                session.persist(new AlphaNote("a", "first"));
                return "done";
            }));
        }
        try (Store store = open()) {
            assertEquals(List.of("a"), notes(store));
        }
    }

    @Test
    default void anExceptionRollsAllBackAndComesOutAsItIs() {
        try (Store store = open()) {
            var thrown = new IllegalArgumentException("of the work");
            assertSame(thrown, assertThrows(IllegalArgumentException.class, () -> store.inTransaction(session -> {
                session.persist(new AlphaNote("a", "first"));
                session.flush();
                throw thrown;
            })));
            assertEquals(List.of(), notes(store));
        }
    }

    @Test
    default void whatTheDatabaseRefusesIsAStoreExceptionAndRolledBack() {
        try (Store store = open()) {
            StoreException refused = assertThrows(StoreException.class, () -> store.inTransaction(session -> {
                session.persist(new AlphaNote("a", "first"));
                session.persist(new BetaMark("m", "no such note"));
            }));
            assertTrue(refused.getMessage().startsWith("the database did not do it"), refused.getMessage());
            assertEquals(List.of(), notes(store));
        }
    }

    @Test
    default void aCallInsideJoinsTheTransaction() {
        try (Store store = open()) {
            assertThrows(IllegalStateException.class, () -> store.inTransaction(outer -> {
                store.inTransaction(inner -> {
                    assertSame(outer, inner);
                    inner.persist(new AlphaNote("a", "first"));
                });
                throw new IllegalStateException("after the inner one has returned");
            }));
            assertEquals(List.of(), notes(store), "the inner call committed nothing of its own");
        }
    }

    @Test
    default void aFailureInsideThatIsPassedOverStillRollsAllBack() {
        try (Store store = open()) {
            assertThrows(IllegalStateException.class, () -> store.inTransaction(session -> {
                session.persist(new AlphaNote("a", "first"));
                assertThrows(UnsupportedOperationException.class, () -> store.inTransaction(inner -> {
                    inner.persist(new AlphaNote("b", "half of something"));
                    throw new UnsupportedOperationException();
                }));
            }));
            assertEquals(List.of(), notes(store));
        }
    }

    @Test
    default void anActionAfterCommitSeesTheCommitAndNoneRunsAfterARollback() {
        try (Store store = open()) {
            List<String> ran = new ArrayList<>();
            store.afterCommit(() -> ran.add("at once, for there is no transaction"));
            assertThrows(IllegalStateException.class, () -> store.inTransaction(session -> {
                store.afterCommit(() -> ran.add("never"));
                throw new IllegalStateException();
            }));
            store.inTransaction(session -> {
                store.inTransaction(inner -> store.afterCommit(() -> ran.add("inner sees " + notes(store))));
                store.afterCommit(() -> {
                    throw new IllegalStateException("thrown on purpose: is logged, and hurts nobody");
                });
                store.afterCommit(() -> ran.add("outer sees " + notes(store)));
                session.persist(new AlphaNote("a", "first"));
                assertEquals(1, ran.size(), "not before the commit");
            });
            assertEquals(
                    List.of("at once, for there is no transaction", "inner sees [a]", "outer sees [a]"), ran);
        }
    }

    @Test
    default void eachThreadHasATransactionOfItsOwn() {
        try (Store store = open()) {
            store.inTransaction(session -> {
                session.persist(new AlphaNote("mine", "not yet committed"));
                session.flush();
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    assertEquals(List.of(), threads.submit(() -> notes(store)).get());
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            });
        }
    }

    @Test
    default void anInstantKeepsItsMicrosecondsWhateverTheZone() {
        Instant summer = Instant.parse("2026-07-01T12:00:00.123456Z");
        try (Store store = open()) {
            store.inTransaction(session -> {
                AlphaNote note = new AlphaNote("a", "first");
                note.writtenAt = summer;
                session.persist(note);
            });
            assertEquals(summer, store.transaction(session -> session.find(AlphaNote.class, "a").writtenAt));
            assertEquals("2026-07-01 12:00", store.transaction(session -> session.createNativeQuery(
                            "select substring(cast(written_at as char(30)), 1, 16) from alpha_note", String.class)
                    .getSingleResult()));
        }
    }

    @ParameterizedTest(name = "{0} beside {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        'ann'   | 'ANN'   | capital letters are other letters
        'jose'  | 'josé'  | accents count
        'a'     | 'a '    | so does a blank at the end
        'strasse' | 'straße' | no two letters are taken for one
        '\uD83D\uDCEC' | '\uD83D\uDCEA' | characters of four bytes are kept, and told apart
        """)
    default void textIsComparedAsItsBytesAre(String one, String other, String why) {
        try (Store store = open()) {
            store.inTransaction(session -> {
                session.persist(new AlphaNote(one, one));
                session.persist(new AlphaNote(other, other));
            });
            assertEquals(one, store.transaction(session -> session.find(AlphaNote.class, one).text));
            assertEquals(List.of(other), store.transaction(session -> session.createSelectionQuery(
                            "select text from AlphaNote where text = :text", String.class)
                    .setParameter("text", other)
                    .getResultList()));
        }
    }

    @Test
    default void whatIsTooLongIsRefusedAndNeverCutShort() {
        try (Store store = open()) {
            String fits = "\uD83D\uDCEC".repeat(100); // the column has room for 200 characters, in either way of counting
            store.inTransaction(session -> session.persist(new AlphaNote("fits", fits)));
            assertEquals(fits, store.transaction(session -> session.find(AlphaNote.class, "fits").text));
            assertThrows(StoreException.class, () -> store.inTransaction(
                    session -> session.persist(new AlphaNote("long", "x".repeat(201)))));
            assertEquals(List.of("fits"), notes(store));
        }
    }

    @Test
    default void whatHasNoTimeComesFirst() {
        try (Store store = open()) {
            store.inTransaction(session -> {
                AlphaNote timed = new AlphaNote("timed", "x");
                timed.writtenAt = Instant.EPOCH;
                session.persist(timed);
                session.persist(new AlphaNote("timeless", "x"));
            });
            assertEquals(List.of("timeless", "timed"), store.transaction(session -> session.createSelectionQuery(
                            "select id from AlphaNote order by writtenAt", String.class)
                    .getResultList()));
        }
    }

    @Test
    default void aKeyThatIsTakenIsRefusedAndMayBeTriedAgain() {
        try (Store store = open()) {
            store.inTransaction(session -> session.persist(new AlphaNote("a", "first")));
            StoreException refused = assertThrows(StoreException.class, () -> store.inTransaction(
                    session -> session.persist(new AlphaNote("a", "second"))));
            assertEquals(StoreException.Kind.REFUSED, refused.kind(), "the same again would be the same again");
            assertEquals("first", store.transaction(session -> session.find(AlphaNote.class, "a").text));
        }
    }

    @Test
    default void twoThatWaitForEachOtherBothGetDone() throws Exception {
        try (Store store = open(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            store.inTransaction(session -> {
                session.persist(new AlphaNote("a", "0"));
                session.persist(new AlphaNote("b", "0"));
            });
            CyclicBarrier bothHoldOne = new CyclicBarrier(2);
            AtomicInteger attempts = new AtomicInteger();
            List<String> committed = new CopyOnWriteArrayList<>();
            var one = threads.submit(() -> changed(store, "a", "b", bothHoldOne, attempts, committed));
            var other = threads.submit(() -> changed(store, "b", "a", bothHoldOne, attempts, committed));
            one.get();
            other.get();
            assertTrue(attempts.get() > 2, "one of them was rolled back, and done once more");
            assertEquals(2, committed.size(), "what follows a commit follows it once: " + committed);
        }
    }

    private static Void changed(
            Store store, String first, String second, CyclicBarrier bothHoldOne, AtomicInteger attempts,
            List<String> committed) {
        store.inTransaction(session -> {
            session.find(AlphaNote.class, first, LockMode.PESSIMISTIC_WRITE).text = first + second;
            if (attempts.incrementAndGet() <= 2) {
                try {
                    bothHoldOne.await(30, TimeUnit.SECONDS);
                } catch (Exception broken) {
                    throw new AssertionError(broken);
                }
            }
            store.inTransaction(joined -> joined.find(AlphaNote.class, second, LockMode.PESSIMISTIC_WRITE).text = first);
            store.afterCommit(() -> committed.add(first));
        });
        return null;
    }

    @Test
    default void modulesLiveSideBySideEachWithItsOwnHistory() {
        try (Store first = Store.open(settings(), List.of(ALPHA))) {
            first.inTransaction(session -> session.persist(new AlphaNote("a", "first")));
        }
        try (Store both = open()) {
            both.inTransaction(session -> session.persist(new BetaMark("m", "a")));
            assertEquals(List.of("SQL 001"), versions(both, "alpha"), "an empty schema needs no baseline");
            assertEquals(
                    List.of("BASELINE 0", "SQL 001"),
                    versions(both, "beta"),
                    "the baseline has not swallowed the first step");
        }
        try (Store again = open()) {
            assertEquals(List.of("BASELINE 0", "SQL 001"), versions(again, "beta"), "nothing is done twice");
        }
    }

    @Test
    default void tablesOfANewerProgramAreRefused() {
        try (Store store = open()) {
            store.inTransaction(session -> session.createNativeMutationQuery(quoted(
                            session,
                            "insert into ~beta_schema_history~ select 99, '999', 'of tomorrow', 'SQL',"
                                    + " 'V999__of_tomorrow.sql', 1, ~installed_by~, ~installed_on~, 1, ~success~"
                                    + " from ~beta_schema_history~"
                                    + " where ~version~ = '001'"))
                    .executeUpdate());
        }
        StoreException refused = assertThrows(StoreException.class, this::open);
        assertTrue(refused.getMessage().contains("999"), refused.getMessage());
        assertTrue(refused.getMessage().contains("newer program"), refused.getMessage());
    }

    @Test
    default void aModuleWithoutMigrationsIsNamed() {
        StoreModule nowhere = new StoreModule("nowhere", List.of());
        StoreException refused =
                assertThrows(StoreException.class, () -> Store.open(settings(), List.of(ALPHA, nowhere)));
        assertTrue(refused.getMessage().contains("db/nowhere/"), refused.getMessage());
    }

    @Test
    default void closingTwiceDoesNoHarmAndAClosedStoreSaysSo() {
        Store store = open();
        store.close();
        store.close();
        assertThrows(RuntimeException.class, () -> notes(store));
    }

    @Test
    default void noMessageShowsThePassword() {
        StoreSettings right = settings();
        open().close();
        StoreSettings wrong = new StoreSettings(right.jdbcUrl(), right.user(), "hunter2secret", 2);
        StoreException refused = assertThrows(StoreException.class, () -> Store.open(wrong, List.of(ALPHA)));
        for (Throwable link = refused; link != null; link = link.getCause()) {
            assertFalse(String.valueOf(link.getMessage()).contains("hunter2secret"), link.toString());
        }
        assertFalse(wrong.toString().contains("hunter2secret"));
        assertTrue(refused.getMessage().contains("in the settings"), refused.getMessage());
    }

    private static List<String> notes(Store store) {
        return store.transaction(session -> session.createSelectionQuery(
                        "select id from AlphaNote order by id", String.class)
                .getResultList());
    }

    private static List<String> versions(Store store, String module) {
        return store.transaction(session -> session.createNativeQuery(
                        quoted(
                                session,
                                "select concat(~type~, ' ', ~version~) from ~" + module
                                        + "_schema_history~ where ~version~ is not null order by ~installed_rank~"),
                        String.class)
                .getResultList());
    }

    /** Flyway's names are lower-case and quoted; each database quotes in its own way. */
    private static String quoted(Session session, String sql) {
        String quote = session.doReturningWork(connection -> quoteOf(connection));
        return sql.replace("~", quote);
    }

    private static String quoteOf(java.sql.Connection connection) throws SQLException {
        return connection.getMetaData().getIdentifierQuoteString();
    }
}
