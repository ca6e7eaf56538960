// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;

/** The same contract on the real thing. */
class MariaDbStoreIT implements StoreContract {

    private MariaDbServer.Database database;

    @BeforeAll
    static void look() {
        Requirements.needsMariaDb();
    }

    @BeforeEach
    void anew() {
        database = MariaDbServer.shared().freshDatabase();
    }

    @Override
    public StoreSettings settings() {
        return new StoreSettings(database.url(), database.user(), database.password(), 10);
    }
}
