// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.choice;

import java.util.List;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.targets.Target;

/** Knows the hosts with a lead or an open case: they are asked the whole battery each night (decision 14). */
@FunctionalInterface
public interface Suspects {

    /** Whether there is something against this host. Thread-safe; asked once a run. */
    boolean isSuspect(Target target);

    /**
     * The tests that proved it in an open case: they are asked again each night, of whatever tier they are, or CLOSED
     * would not speak of them (decision 15). Asked of suspects alone.
     */
    default List<TestId> convicting(Target target) {
        return List.of();
    }

    /** Nobody is. */
    static Suspects none() {
        return target -> false;
    }
}
