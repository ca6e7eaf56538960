// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.TestStore;

/** The same on MariaDB. */
class StoredBlocksIT extends StoredBlocksTest {

    @Override
    Store database() {
        return TestStore.onMariaDb(entities());
    }
}
