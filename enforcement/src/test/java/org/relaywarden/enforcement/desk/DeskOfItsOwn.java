// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.TestStore;

/** Gives each test a desk of its own, on H2; those named {@code *IT} do the same on MariaDB. */
abstract class DeskOfItsOwn {

    @AutoClose
    HandCrankedDesk bench;

    Store database() {
        return TestStore.inMemory(Desk.entities());
    }

    @BeforeEach
    final void open(@TempDir Path folder) {
        bench = new HandCrankedDesk(folder, database());
    }
}
