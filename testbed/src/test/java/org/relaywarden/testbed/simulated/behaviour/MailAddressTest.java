// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailAddressTest {

    @ParameterizedTest(name = "<{0}> is [{1}] at [{2}], hides {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        tok@C.Test               | tok             | c.test    |                   | domains have no case
        tok@c.test..             | tok             | c.test    |                   | R18: trailing dots
        tok                      | tok             |           |                   | no domain at all
        tok@                     | tok             |           |                   | S12: an empty domain is none
        tok%c.test@t.test        | tok%c.test      | t.test    | tok@c.test        | R1: percent hack
        tok%c.test               | tok%c.test      |           | tok@c.test        | R4: percent hack without domain
        "tok%c.test"             | tok%c.test      |           | tok@c.test        | R3: quotes come off first
        "tok@c.test"             | tok@c.test      |           | tok@c.test        | R5: the @ in quotes parts nothing
        tok@c.test@t.test        | tok@c.test      | t.test    | tok@c.test        | R6: the last @ parts
        "tok@c.test"@t.test      | tok@c.test      | t.test    | tok@c.test        | R8
        @t.test:tok@c.test       | tok             | c.test    |                   | R10: routes are skipped
        @t.test,@c.test:tok@c.test | tok           | c.test    |                   | R12: routes of several hops too
        c.test!tok               | c.test!tok      |           | tok@c.test        | R13: bang path
        t.test!c.test!tok        | t.test!c.test!tok |         | c.test!tok@t.test | R16: the first bang parts
        tok%c.test%t.test@t.test | tok%c.test%t.test | t.test  | tok%c.test@t.test | R16: the last percent sign parts
        c.test!tok%t.test        | c.test!tok%t.test |         | c.test!tok@t.test | R16: percent before bang
        "a\\"b@c.test"@t.test    | a"b@c.test      | t.test    | "a\\"b@c.test"    | an odd quote hides the @
        %c.test@t.test           | %c.test         | t.test    |                   | nothing before the operator
        !tok@t.test              | !tok            | t.test    |                   | nothing before the bang
        """)
    void isReadAsALenientServerReadsIt(String path, String localPart, String domain, String hidden, String reason) {
        MailAddress address = MailAddress.parse(path);
        assertEquals(localPart, address.localPart(), reason);
        assertEquals(domain == null ? "" : domain, address.domain(), reason);
        assertEquals(path, address.asGiven());
        assertEquals(hidden == null ? "" : hidden, address.unwrapped().map(MailAddress::path).orElse(""), reason);
    }

    @ParameterizedTest(name = "{0}@{1} is written {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        tok        | c.test | tok@c.test            | plain
        tok%c.test | t.test | tok%c.test@t.test     | % and ! are atoms of RFC 5321 section 4.1.2
        c.test!tok | t.test | c.test!tok@t.test     | the bang too
        tok@c.test | t.test | "tok@c.test"@t.test   | an @ needs quotes
        a b        | t.test | "a b"@t.test          | a space needs quotes
        a"b        | t.test | "a\\"b"@t.test        | a quote needs a backslash
        """)
    void goesOutQuotedWhereItMustBe(String localPart, String domain, String path, String reason) {
        assertEquals(path, MailAddress.of(localPart, domain).path(), reason);
        assertEquals(MailAddress.of(localPart, domain), MailAddress.parse(path), "and is read as the same again");
    }

    @Test
    void onlyTheEmptyPathIsTheNullSender() {
        assertTrue(MailAddress.parse("").isNull());
        assertEquals("", MailAddress.parse("").path());
        assertFalse(MailAddress.parse("@").isNull());
    }
}
