// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.findings;

/** How much of the battery a scan asks (decision 14). */
public enum Depth {
    /** One connection, at most four refusals: a part of Tier 1 and, by turns, of tier 2. */
    LIGHT(0),
    /** All of Tier 1. */
    TIER_1(1),
    /** The tiers 1 and 2. */
    FULL(2),
    /** The tiers 1 to 3. */
    ALL(3);

    private final int tier;

    Depth(int tier) {
        this.tier = tier;
    }

    /** The last tier of which all tests are asked; 0 for none. */
    public int tier() {
        return tier;
    }
}
