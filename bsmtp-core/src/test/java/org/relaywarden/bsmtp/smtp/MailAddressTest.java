// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailAddressTest {

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            anna@isp.example        | anna@isp.example               | ASCII is read as ever
            zoë@isp.example         | zoë@isp.example                | RFC 6531 section 3.3
            用户@例子.example          | 用户@xn--fsqu00a.example         | one domain, one spelling
            zoë@BÜCHER.example      | zoë@xn--bcher-kva.example      | in any case
            zoë@bücher.example     | zoë@xn--bcher-kva.example      | u and diaeresis are ü (NFC)
            "zo ë"@isp.example      | "zo ë"@isp.example             | quoted
            x@straße.example        | none                           | ss to some, another domain to others
            x@faß.de                | none                           | the same
            x@ｅxample.example       | none                           | wide letters are folded away
            x@exa_mplé.example      | none                           | no letter of a host name
            x@.é                    | none                           | an empty label
            zo ë@isp.example        | none                           | a blank
            """)
    void lettersOfAllScripts(String text, String expected, String why) {
        assertEquals(expected,
                MailAddress.parseInternational(text).map(MailAddress::toString).orElse("none"), why);
    }

    @Test
    void whatWouldEndALineIsNoAddress() {
        for (int sign : new int[] {0, '\r', '\n', 0x7f, 0x85, 0x9f, 0x2028, 0x2029, 0xd800}) {
            assertEquals(Optional.empty(),
                    MailAddress.parseInternational("\"a" + Character.toString(sign) + "\"@isp.example"),
                    () -> "U+" + Integer.toHexString(sign));
        }
    }

    @Test
    void aLocalPartHasSixtyFourOctets() {
        assertEquals(true, MailAddress.parseInternational("é".repeat(32) + "@isp.example").isPresent());
        assertEquals(false, MailAddress.parseInternational("é".repeat(33) + "@isp.example").isPresent(),
                "RFC 5321 section 4.5.3.1.1 counts octets");
    }
}
