// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.time.Duration;
import org.relaywarden.enforcement.policy.PolicySettings;
import org.relaywarden.enforcement.retest.RetestBudget;
import org.relaywarden.enforcement.warning.NoticeSettings;

/**
 * What an operator may set of the enforcement. Immutable.
 *
 * @param liftWithoutReply whether a night's full run that finds a blocked host CLOSED lifts by itself (decision 15);
 *     off, for the host's queue may be full of spam (E8)
 * @param repliesPerDayMax mails that one notice may bring back within 24 hours; more are stored silently
 * @param turnEvery how often the desk looks for what is due, beside being woken
 */
public record EnforcementSettings(
        PolicySettings policy,
        NoticeSettings notices,
        RetestBudget retests,
        boolean liftWithoutReply,
        int repliesPerDayMax,
        Duration turnEvery) {

    public EnforcementSettings {
        if (repliesPerDayMax < 1) {
            throw new IllegalArgumentException("at least one reply a day, got " + repliesPerDayMax);
        }
    }

    /** The defaults of each part; ten mails a notice and day; a look each minute. */
    public static EnforcementSettings defaults() {
        return new EnforcementSettings(
                PolicySettings.defaults(),
                NoticeSettings.defaults(),
                RetestBudget.defaults(),
                false,
                10,
                Duration.ofMinutes(1));
    }
}
