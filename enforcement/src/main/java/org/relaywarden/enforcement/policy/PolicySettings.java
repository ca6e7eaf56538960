// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.policy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What an operator may set of the policy. Immutable.
 *
 * @param adslDeadline within which an ADSL customer must have done something (E5)
 * @param smarthostAddresses from which our own smarthost hands mail on: a probe that comes back from there went through
 *     it
 * @param brakes what keeps a fault of ours from blocking many
 */
public record PolicySettings(Duration adslDeadline, List<InetAddress> smarthostAddresses, Brakes brakes) {

    public PolicySettings {
        if (adslDeadline.compareTo(Duration.ofHours(1)) < 0 || adslDeadline.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("a deadline of an hour to a year, got " + adslDeadline);
        }
        smarthostAddresses = List.copyOf(smarthostAddresses);
    }

    /** Five days on ADSL (E5), no smarthost known, the brakes' defaults. */
    public static PolicySettings defaults() {
        return new PolicySettings(Duration.ofDays(5), List.of(), Brakes.defaults());
    }

    /**
     * The brakes on automatic blocks (decision 19); one that bites hands the case to a person. Immutable.
     *
     * @param stopped the stop switch: no automatic block at all
     * @param casesPerHourMax how many cases may get blocks within an hour, at least 1
     * @param customersShareMax the share of all customers that may be blocked at once, above 0 and at most 1
     * @param customersAlwaysAllowed up to so many blocked customers the share is not looked at: a small provider's
     *     first relay is a large share
     * @param neverBlock addresses that are never blocked by themselves: our own infrastructure, emergency services
     */
    public record Brakes(
            boolean stopped,
            int casesPerHourMax,
            double customersShareMax,
            int customersAlwaysAllowed,
            List<AddressRange> neverBlock) {

        public Brakes {
            if (casesPerHourMax < 1) {
                throw new IllegalArgumentException("at least one case an hour, got " + casesPerHourMax
                        + "; to block nothing by itself use the stop switch");
            }
            if (!(customersShareMax > 0 && customersShareMax <= 1)) {
                throw new IllegalArgumentException("a share above 0 and at most 1, got " + customersShareMax);
            }
            if (customersAlwaysAllowed < 0) {
                throw new IllegalArgumentException("none or more customers, got " + customersAlwaysAllowed);
            }
            neverBlock = List.copyOf(neverBlock);
        }

        /** Twenty cases an hour; one customer in fifty, looked at beyond ten. */
        public static Brakes defaults() {
            return new Brakes(false, 20, 0.02, 10, List.of());
        }
    }
}
