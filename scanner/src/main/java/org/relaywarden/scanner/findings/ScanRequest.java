// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.findings;

import java.util.List;
import java.util.Optional;
import org.relaywarden.scanner.battery.TestId;

/**
 * What is to be tested, from where, why and how fast. Immutable.
 *
 * @param login one customer's hosts, or empty for all hosts
 * @param cause why
 * @param reference the case number that a retest belongs to, else empty; kept with the finding
 * @param depth how much is asked; a nightly light one is made a whole one for hosts with a lead
 * @param also tests beyond the depth that must be asked: those that convicted a host (decision 15)
 */
public record ScanRequest(
        Optional<String> login,
        Vantage vantage,
        Cause cause,
        Optional<Long> reference,
        Depth depth,
        List<TestId> also) {

    /** Why a scan is run; it also decides the pace. */
    public enum Cause {
        /** Every night, at the polite pace. */
        NIGHTLY,
        /** An operator asked. */
        OPERATOR,
        /** A customer says that the host is mended (E7), at the quick spacing that a customer's order allows. */
        RETEST,
        /** A look after a lift. */
        CONFIRMATION
    }

    public ScanRequest {
        also = List.copyOf(also);
    }

    /** Light by night, all of Tier 1 for every other cause. */
    public ScanRequest(Optional<String> login, Vantage vantage, Cause cause, Optional<Long> reference) {
        this(login, vantage, cause, reference, cause == Cause.NIGHTLY ? Depth.LIGHT : Depth.TIER_1, List.of());
    }

    /** All hosts, by night. */
    public static ScanRequest nightly() {
        return new ScanRequest(Optional.empty(), Vantage.OUTSIDE, Cause.NIGHTLY, Optional.empty());
    }

    /** The same, asking as much as this. */
    public ScanRequest of(Depth other) {
        return new ScanRequest(login, vantage, cause, reference, other, also);
    }

    /** The same, with these tests among those that are asked. */
    public ScanRequest with(List<TestId> tests) {
        return new ScanRequest(login, vantage, cause, reference, depth, tests);
    }
}
