// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

/** Whether the subscription carries the service (B2). */
public enum SubscriptionState {
    ACTIVE("active"),
    /** Not active for now; mail for its domains is refused, in words that say so. */
    SUSPENDED("suspended"),
    /** Ended; known so that old cases still bear a name. */
    ENDED("ended");

    private final String word;

    SubscriptionState(String word) {
        this.word = word;
    }

    /** The word in files and output. */
    public String word() {
        return word;
    }
}
