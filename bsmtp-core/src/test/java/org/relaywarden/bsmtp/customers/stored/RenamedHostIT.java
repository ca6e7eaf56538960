// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;

/** The same on MariaDB. */
class RenamedHostIT extends RenamedHostTest {

    @Override
    StoreSettings settings() {
        Requirements.needsMariaDb();
        MariaDbServer.Database fresh = MariaDbServer.shared().freshDatabase();
        return new StoreSettings(fresh.url(), fresh.user(), fresh.password(), 10);
    }
}
