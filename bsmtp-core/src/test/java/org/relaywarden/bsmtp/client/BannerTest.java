// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.smtp.Reply;

/** One server greets alike each time; another one does not (decision 10). */
final class BannerTest {

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            mx.a.example ESMTP Exim 4.96 Tue, 24 Nov 2026 20:10:00 +0100 | mx.a.example ESMTP Exim | Exim has the time
            mx.a.example ESMTP Exim 4.96 Wed, 25 Nov 2026 03:59:59 +0000 | mx.a.example ESMTP Exim | whenever
            a ESMTP Sendmail 8.17.1/8.17.1; Fri, 1 Jan 2027 09:00:00 CET | a ESMTP Sendmail        | Sendmail too
            mail.b.example ESMTP Postfix (Debian/GNU)                    | mail.b.example ESMTP Postfix Debian/GNU | plain
            mx.c.example ESMTP 5b1f17b-77abc                             | mx.c.example ESMTP      | a number that counts
            """)
    void whatChangesEachTimeCountsForNothing(String greeting, String fingerprint, String why) {
        assertEquals(fingerprint, Banner.fingerprint(Reply.of(220, greeting)), why);
    }

    @Test
    void isShortAndPrintable() {
        String shown = Banner.fingerprint(Reply.of(220, "\u0000\u001b[J" + "x".repeat(4_000)));
        assertEquals(200, shown.length());
        assertEquals(-1, shown.indexOf('\u001b'));
    }
}
