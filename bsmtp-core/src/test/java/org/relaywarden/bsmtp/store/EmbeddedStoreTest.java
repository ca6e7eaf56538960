// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest implements StoreContract {

    @TempDir
    Path folder;

    @Override
    public StoreSettings settings() {
        return StoreSettings.embedded(folder.resolve("state"));
    }

    @Test
    void whatIsCommittedHasLeftTheProcess() throws IOException {
        try (Store store = Store.open(settings(), List.of(ALPHA))) {
            store.inTransaction(session -> session.persist(new AlphaNote("a", "first")));
            // As if the process were killed here: a copy of its file, taken while it is open.
            Files.copy(folder.resolve("state.mv.db"), folder.resolve("killed.mv.db"));
        }
        try (Store killed = Store.open(StoreSettings.embedded(folder.resolve("killed")), List.of(ALPHA))) {
            assertEquals("first", killed.transaction(session -> session.find(AlphaNote.class, "a").text));
        }
    }

    @Test
    void aThreadThatIsInterruptedStillWritesAndStaysInterrupted() {
        try (Store store = Store.open(settings(), List.of(ALPHA))) {
            Thread.currentThread().interrupt();
            store.inTransaction(session -> session.persist(new AlphaNote("a", "x")));
            assertTrue(Thread.interrupted());
            assertEquals("x", store.transaction(session -> session.find(AlphaNote.class, "a").text));
        }
    }

    @Test
    void anInterruptDuringATransactionDoesNotCloseTheDatabaseForTheOthers() {
        try (Store store = Store.open(settings(), List.of(ALPHA))) {
            try {
                store.inTransaction(session -> {
                    session.persist(new AlphaNote("a", "interrupted"));
                    Thread.currentThread().interrupt();
                });
            } catch (StoreException mayFail) {
                assertTrue(mayFail.getMessage().contains("nothing of it is written"), "its own work may be lost");
            }
            var _ = Thread.interrupted();
            store.inTransaction(session -> session.persist(new AlphaNote("b", "x")));
            assertEquals("x", store.transaction(session -> session.find(AlphaNote.class, "b").text));
        }
    }

    @Test
    void aDatabaseOutOfReachIsNamedWithWhatToDo() {
        String url = "jdbc:h2:file:" + folder.resolve("none") + ";IFEXISTS=TRUE";
        StoreSettings settings = new StoreSettings(url, "relaywarden", "", 2);
        StoreException refused = assertThrows(StoreException.class, () -> Store.open(settings, List.of(ALPHA)));
        assertTrue(refused.getMessage().startsWith(url + ": the database can't be opened: "));
        assertTrue(refused.getMessage().endsWith("Start it, or mend 'store' in the settings"));
    }

    @Test
    void aPasswordInTheUrlIsRefusedWithoutShowingIt() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new StoreSettings("jdbc:mariadb://127.0.0.1/x?Password=hunter2secret", "u", "", 5));
        assertFalse(refused.getMessage().contains("hunter2secret"));
    }

    @Test
    void onlyTheTwoDatabasesThatWeKnow() {
        assertThrows(IllegalArgumentException.class, () -> new StoreSettings("jdbc:mysql://127.0.0.1/x", "u", "", 5));
        assertThrows(IllegalArgumentException.class, () -> new StoreSettings("jdbc:h2:mem:x", "u", "", 0));
        assertEquals("mariadb", new StoreSettings("jdbc:mariadb://127.0.0.1/x", "u", "", 5).migrationFolder());
    }
}
