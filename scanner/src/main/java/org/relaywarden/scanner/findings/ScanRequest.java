// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.findings;

import java.util.Optional;

/**
 * What is to be tested, from where, why and how fast. Immutable.
 *
 * @param login one customer's hosts, or empty for all hosts
 * @param cause why
 * @param reference the case number that a retest belongs to, else empty; kept with the finding
 */
public record ScanRequest(Optional<String> login, Vantage vantage, Cause cause, Optional<Long> reference) {

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

    /** All hosts, by night. */
    public static ScanRequest nightly() {
        return new ScanRequest(Optional.empty(), Vantage.OUTSIDE, Cause.NIGHTLY, Optional.empty());
    }
}
