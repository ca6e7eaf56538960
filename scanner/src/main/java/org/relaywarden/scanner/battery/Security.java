// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

/** How a path is encrypted. */
public enum Security {
    /** Not at all. */
    PLAIN(""),
    /** From STARTTLS on (RFC 3207): relay rules may differ behind it (X2). */
    STARTTLS(" after STARTTLS"),
    /** From STARTTLS on, and we show a certificate that nobody should trust: some relay for whoever has one (X3). */
    CLIENT_CERTIFICATE(" after STARTTLS with a client certificate"),
    /** From the first byte on, as on port 465 (RFC 8314). */
    TLS(" inside TLS");

    private final String words;

    Security(String words) {
        this.words = words;
    }

    /** What stands behind the port, for people. */
    String words() {
        return words;
    }
}
