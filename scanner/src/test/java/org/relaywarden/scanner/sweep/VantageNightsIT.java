// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import org.relaywarden.bsmtp.store.StoreSettings;

/** The same on MariaDB: the questions about earlier nights, and about the last whole run. */
class VantageNightsIT extends VantageNightsTest {

    @Override
    StoreSettings database() {
        return ScannerBench.onMariaDb();
    }
}
