// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;

/** The real store, on H2, with this module's tables. */
public final class TestStore {

    private TestStore() {}

    /** In memory: gone with the last connection. */
    public static Store inMemory(List<Class<?>> entities) {
        return Store.open(
                new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "test", "", 5),
                List.of(new StoreModule("enforcement", entities)));
    }

    /** In a folder, to be opened again. */
    public static Store at(Path folder, List<Class<?>> entities) {
        return Store.open(
                StoreSettings.embedded(folder.resolve("store")), List.of(new StoreModule("enforcement", entities)));
    }
}
