// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.marks;

import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;

/** The same on MariaDB. */
class MarksIT extends MarksTest {

    @Override
    StoreSettings database() {
        Requirements.needsMariaDb();
        MariaDbServer.Database fresh = MariaDbServer.shared().freshDatabase();
        return new StoreSettings(fresh.url(), fresh.user(), fresh.password(), 10);
    }
}
