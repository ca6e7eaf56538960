// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.choice;

import org.relaywarden.scanner.targets.Target;

/** Knows the hosts with a lead or an open case: they are asked the whole battery each night (decision 14). */
@FunctionalInterface
public interface Suspects {

    /** Whether there is something against this host. Thread-safe; asked once a run. */
    boolean isSuspect(Target target);

    /** Nobody is. */
    static Suspects none() {
        return target -> false;
    }
}
