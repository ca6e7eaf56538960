// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.util.List;
import java.util.Locale;
import org.relaywarden.bsmtp.smtp.Reply;

/**
 * What a host offers in its reply to EHLO, as far as we make use of it (RFC 2920, RFC 1870, RFC 6152, RFC 3461, RFC
 * 6531, RFC 3207).
 */
record Extensions(boolean pipelining, boolean size, boolean eightBit, boolean dsn, boolean smtpUtf8, boolean startTls) {

    /** The first line is the host's name, the others are offers. */
    static Extensions in(Reply hello) {
        List<String> offers = hello.lines().stream()
                .skip(1)
                .map(line -> line.strip().toUpperCase(Locale.ROOT).split("[ =]", 2)[0])
                .toList();
        return new Extensions(
                offers.contains("PIPELINING"),
                offers.contains("SIZE"),
                offers.contains("8BITMIME"),
                offers.contains("DSN"),
                offers.contains("SMTPUTF8"),
                offers.contains("STARTTLS"));
    }
}
