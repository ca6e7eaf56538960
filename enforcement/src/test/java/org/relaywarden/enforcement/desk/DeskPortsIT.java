// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.TestStore;

/** The same on MariaDB. */
class DeskPortsIT extends DeskPortsTest {

    @Override
    Store database() {
        return TestStore.onMariaDb(Desk.entities());
    }
}
