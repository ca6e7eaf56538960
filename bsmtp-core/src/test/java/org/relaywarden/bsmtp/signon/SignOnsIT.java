// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;

/** The same on MariaDB. */
class SignOnsIT extends SignOnsTest {

    @Override
    StoreSettings settings() {
        Requirements.needsMariaDb();
        MariaDbServer.Database fresh = MariaDbServer.shared().freshDatabase();
        return new StoreSettings(fresh.url(), fresh.user(), fresh.password(), 10);
    }
}
