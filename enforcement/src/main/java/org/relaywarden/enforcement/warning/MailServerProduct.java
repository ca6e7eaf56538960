// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.util.Locale;

/** Which mail server a greeting names: its hint on how to mend it stands in the warning (E9). Pure code. */
enum MailServerProduct {
    POSTFIX("postfix"),
    EXIM("exim"),
    SENDMAIL("sendmail"),
    OPENSMTPD("opensmtpd"),
    /** Its greeting says "Microsoft ESMTP MAIL Service". */
    EXCHANGE("microsoft esmtp"),
    UNKNOWN("");

    private final String word;

    MailServerProduct(String word) {
        this.word = word;
    }

    static MailServerProduct namedBy(String banner) {
        String lower = banner.toLowerCase(Locale.ROOT);
        for (MailServerProduct product : values()) {
            if (product != UNKNOWN && lower.contains(product.word)) {
                return product;
            }
        }
        return lower.contains("exchange") ? EXCHANGE : UNKNOWN;
    }
}
