// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import java.util.HashMap;
import java.util.Map;
import org.relaywarden.bsmtp.doubles.FreshMariaDb;
import org.relaywarden.bsmtp.store.StoreSettings;

/** The same on MariaDB, where the clock is clustered. */
class QuartzTasksIT extends QuartzTasksTest {

    private final Map<String, StoreSettings> databases = new HashMap<>();

    @Override
    StoreSettings settings(String name) {
        return databases.computeIfAbsent(name, _ -> FreshMariaDb.settings());
    }
}
