// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.netlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentationRangesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        192.0.2.1       | RFC 5737 TEST-NET-1
        198.51.100.255  | RFC 5737 TEST-NET-2
        203.0.113.0     | RFC 5737 TEST-NET-3
        2001:db8:0:0:0:0:0:1 | RFC 3849
        2001:db8:ffff:0:0:0:0:1 | RFC 3849, the far end
        """)
    void takesExamples(String text, String why) {
        assertEquals(text, DocumentationRanges.address(text).getHostAddress());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        192.0.3.1     | somebody's
        10.0.0.1      | private, yet perhaps a real network of the machine
        2001:db9::1   | one beyond RFC 3849
        127.0.0.1     | the machine itself
        mx.example    | a name, which would ask a resolver
        """)
    void refusesAllElse(String text, String why) {
        assertThrows(IllegalArgumentException.class, () -> DocumentationRanges.address(text));
    }
}
