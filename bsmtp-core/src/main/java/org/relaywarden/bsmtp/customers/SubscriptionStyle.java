// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

/** What kind of subscription the account has (B8). */
public enum SubscriptionStyle {
    /** A mail of an account of ours to the customer's domain starts a delivery. */
    NEW("new"),
    /** There is no such trigger. */
    OLD("old");

    private final String word;

    SubscriptionStyle(String word) {
        this.word = word;
    }

    /** The word in files and output. */
    public String word() {
        return word;
    }
}
