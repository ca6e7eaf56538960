// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

/** Where a case stands. The block and the notices have states of their own (decision 16). */
public enum CaseState {
    /** Proven; blocks are asked for, the warning is being written. */
    CONFIRMED(true),
    /** Every asked block is on (or recorded, in dry-run) and the warning lies in the admin account. */
    BLOCKED(true),
    /** The customer wrote that the host is mended; a test is asked for. */
    RETEST_QUEUED(true),
    /** The test passed; blocks are asked to go, the customer is being told. */
    LIFTING(true),
    /** A brake, an exemption or a doubt: a person decides. */
    REVIEW(true),
    /** Lifted: the host was mended. */
    CLOSED_FIXED(false),
    /** An operator ended it: it never was a relay. */
    FALSE_POSITIVE(false);

    private final boolean open;

    CaseState(boolean open) {
        this.open = open;
    }

    /** Whether the case still asks something of somebody; one open case for each host. */
    public boolean isOpen() {
        return open;
    }
}
