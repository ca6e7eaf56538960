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

    /**
     * Whether it comes with a domain like this one.
     *
     * @param providersDomain below which the hosts of Advanced Mail have their names
     */
    public boolean comesWith(String domain, String providersDomain) {
        boolean providers = Names.lower(domain).endsWith("." + Names.lower(providersDomain));
        return providers == (this == ADVANCED_MAIL);
    }

    /** The word in files and output. */
    public String word() {
        return word;
    }
}
