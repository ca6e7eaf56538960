// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.retest;

import java.time.Duration;

/**
 * How often a customer's replies may have a host tested. Immutable.
 *
 * @param runningMax retests of all cases that may run at once; of one case there is never more than one
 * @param apart the least time from the begin of one to the begin of the next; a reply that comes sooner waits
 * @param perDayMax tests of one case within 24 hours; replies beyond are filed
 */
public record RetestBudget(int runningMax, Duration apart, int perDayMax) {

    public RetestBudget {
        if (runningMax < 1 || perDayMax < 1 || apart.isNegative()) {
            throw new IllegalArgumentException("at least one retest at once and a day, and no negative time apart, got "
                    + runningMax + ", " + perDayMax + ", " + apart);
        }
    }

    /** Eight at once, thirty minutes apart, six a day. */
    public static RetestBudget defaults() {
        return new RetestBudget(8, Duration.ofMinutes(30), 6);
    }
}
