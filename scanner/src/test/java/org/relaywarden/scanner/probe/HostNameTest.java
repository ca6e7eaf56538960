// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.smtp.Reply;

class HostNameTest {

    @ParameterizedTest(name = "{0} names {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            mail.acme.example ESMTP Postfix | mail.acme.example | the usual banner
            MAIL.Acme.Example               | mail.acme.example | names have no case
            ESMTP ready                     | -                 | a word that is no name
            localhost.localdomain ESMTP     | -                 | every second host is called so
            server.local ready              | -                 | nobody in particular
            [192.0.2.7] ESMTP               | -                 | a literal is no name
            192.0.2.7 ESMTP                 | -                 | nor are digits
            a..example                      | -                 | an empty label
            x>RCPT.example                  | -                 | nothing that could end our command
            -bad.example                    | -                 | no label begins with a hyphen
            ''                              | -                 | an empty greeting
            """)
    void onlyAFullNameIsAName(String text, String name, String why) {
        assertEquals(Optional.ofNullable(name), HostName.of(Reply.of(220, text)), why);
    }
}
