// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;

/** The real store with this module's tables: on H2, and for the tests named {@code *IT} on MariaDB. */
public final class TestStore {

    private TestStore() {}

    /** In memory: gone with the last connection. */
    public static Store inMemory(List<Class<?>> entities) {
        return Store.open(
                new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "test", "", 5),
                List.of(new StoreModule("enforcement", entities)));
    }

    /** A database of its own on the private server of this JVM. */
    public static Store onMariaDb(List<Class<?>> entities) {
        Requirements.needsMariaDb();
        MariaDbServer.Database fresh = MariaDbServer.shared().freshDatabase();
        return Store.open(
                new StoreSettings(fresh.url(), fresh.user(), fresh.password(), 5),
                List.of(new StoreModule("enforcement", entities)));
    }

    /** In a folder, to be opened again. */
    public static Store at(Path folder, List<Class<?>> entities) {
        return Store.open(
                StoreSettings.embedded(folder.resolve("store")), List.of(new StoreModule("enforcement", entities)));
    }
}
