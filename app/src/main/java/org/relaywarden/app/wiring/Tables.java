// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.util.List;
import java.util.stream.Stream;
import org.relaywarden.bsmtp.customers.stored.StoredCustomers;
import org.relaywarden.bsmtp.delivery.Deliveries;
import org.relaywarden.bsmtp.fullness.FullnessWarnings;
import org.relaywarden.bsmtp.signon.StoredSignOns;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.enforcement.desk.Desk;
import org.relaywarden.scanner.sweep.Sweep;

/** Whose tables the store holds. */
final class Tables {

    private Tables() {}

    /** Each module's; foreign keys point only to modules before it. */
    static List<StoreModule> ofAllModules() {
        List<Class<?>> core = Stream.of(
                        StoredCustomers.entities(),
                        Deliveries.entities(),
                        StoredSignOns.entities(),
                        FullnessWarnings.entities())
                .<Class<?>>flatMap(List::stream)
                .toList();
        return List.of(
                new StoreModule("bsmtp", core),
                new StoreModule("scanner", Sweep.entities()),
                new StoreModule("enforcement", Desk.entities()));
    }
}
