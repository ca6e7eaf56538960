// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import java.nio.file.Path;
import org.relaywarden.bsmtp.doubles.FreshMariaDb;
import org.relaywarden.bsmtp.store.StoreSettings;

/** The same on MariaDB. */
class RenamedHostIT extends RenamedHostTest {

    @Override
    StoreSettings settings(Path folder) {
        return FreshMariaDb.settings();
    }
}
