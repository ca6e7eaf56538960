// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.doubles;

import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;

/** Databases for tests that do on MariaDB what others do on H2. */
public final class FreshMariaDb {

    private FreshMariaDb() {}

    /** An empty one on the private server of this JVM; without its programs the test is skipped. */
    public static StoreSettings settings() {
        Requirements.needsMariaDb();
        MariaDbServer.Database fresh = MariaDbServer.shared().freshDatabase();
        return new StoreSettings(fresh.url(), fresh.user(), fresh.password(), 10);
    }
}
