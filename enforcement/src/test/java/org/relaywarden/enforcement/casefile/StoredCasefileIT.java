// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.TestStore;

/** The same on MariaDB. */
class StoredCasefileIT extends StoredCasefileTest {

    @Override
    Store database() {
        return TestStore.onMariaDb(Casefile.entities());
    }
}
