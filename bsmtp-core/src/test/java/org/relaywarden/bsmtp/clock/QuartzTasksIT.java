// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import java.util.HashMap;
import java.util.Map;
import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;

/** The same on MariaDB, where the clock is clustered. */
class QuartzTasksIT extends QuartzTasksTest {

    private final Map<String, StoreSettings> databases = new HashMap<>();

    @Override
    StoreSettings settings(String name) {
        Requirements.needsMariaDb();
        return databases.computeIfAbsent(name, _ -> {
            MariaDbServer.Database fresh = MariaDbServer.shared().freshDatabase();
            return new StoreSettings(fresh.url(), fresh.user(), fresh.password(), 10);
        });
    }
}
