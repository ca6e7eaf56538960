// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import org.relaywarden.bsmtp.store.StoreSettings;

/** The same on MariaDB. */
class SweepIT extends SweepTest {

    @Override
    StoreSettings database() {
        return ScannerBench.onMariaDb();
    }
}
