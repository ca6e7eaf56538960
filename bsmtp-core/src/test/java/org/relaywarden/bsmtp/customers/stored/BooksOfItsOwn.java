// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;

/**
 * Gives each class of tests a store of its own with the customers' tables, on H2; those named {@code *IT} have it on
 * MariaDB.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BooksOfItsOwn {

    @AutoClose
    Store store;

    Customers customers;

    StoreSettings settings(Path folder) {
        return StoreSettings.embedded(folder.resolve("state"));
    }

    @BeforeAll
    final void openStore(@TempDir Path folder) {
        store = Store.open(settings(folder), List.of(new StoreModule("bsmtp", StoredCustomers.entities())));
        customers = StoredCustomers.in(store, "isp.example"::equals);
    }
}
