// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.relaywarden.bsmtp.run.MessageReport;
import org.relaywarden.bsmtp.run.Order;

/**
 * What a run is to do.
 *
 * @param acts to be done before it
 * @param newMail takes up the new mail that came since, and says whether there was some
 * @param aside where to dial
 */
record Wanted(
        Set<Reason> reasons,
        List<Request.Watcher> watchers,
        List<Request.Act> acts,
        BooleanSupplier newMail,
        Order.Aside aside) {

    /** Then nobody watches. */
    boolean isOnlyNewMail() {
        return reasons.equals(EnumSet.of(Reason.NEW_MAIL));
    }

    void tell(MessageReport report) {
        watchers.forEach(watcher -> watcher.told().accept(report));
    }
}
