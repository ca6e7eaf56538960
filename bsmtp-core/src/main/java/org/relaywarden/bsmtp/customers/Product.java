// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

/** The products with bSMTP (B2). */
public enum Product {
    /** The domain is {@code hostname.isp.example}. */
    ADVANCED_MAIL("advanced-mail"),
    /** A domain of the customer's own. */
    ADVANCED_BUSINESS_MAIL("advanced-business-mail");

    private final String word;

    Product(String word) {
        this.word = word;
    }

    /** The word in files and output. */
    public String word() {
        return word;
    }
}
