// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.mending;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A mail server product that {@link Mending} has advice for. */
public enum Product {
    POSTFIX("Postfix", "postfix"),
    EXIM("Exim", "exim"),
    SENDMAIL("Sendmail", "sendmail"),
    OPENSMTPD("OpenSMTPD", "opensmtpd"),
    EXCHANGE("Exchange", "microsoft esmtp|exchange"),
    HMAILSERVER("hMailServer", "hmailserver"),
    LOTUS("Lotus", "domino|lotus");

    private final String label;
    private final String inBanners;

    Product(String label, String inBanners) {
        this.label = label;
        this.inBanners = inBanners;
    }

    /** What people call it. */
    public String label() {
        return label;
    }

    /** The product that a banner names; a banner can be set to anything, so this is a hint. */
    public static Optional<Product> namedIn(String banner) {
        String text = banner.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(product -> Arrays.stream(product.inBanners.split("\\|")).anyMatch(text::contains))
                .findFirst();
    }

    static Optional<Product> called(String label) {
        return Arrays.stream(values()).filter(product -> product.label.equals(label)).findFirst();
    }
}
