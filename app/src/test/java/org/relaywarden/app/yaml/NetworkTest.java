// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkTest {

    @ParameterizedTest(name = "{0} contains {1}: {2}, {3}")
    @CsvSource(textBlock = """
            192.0.2.0/24,  192.0.2.255,     true,  the last of it
            192.0.2.0/24,  192.0.3.0,       false, the first behind it
            192.0.2.128/25, 192.0.2.127,    false, the last before it
            192.0.2.7/32,  192.0.2.7,       true,  one alone
            0.0.0.0/0,     203.0.113.1,     true,  all of IPv4
            0.0.0.0/0,     2001:db8::1,     false, the other family
            2001:db8::/47, 2001:db8:1::5,   true,  a prefix that ends within a byte
            2001:db8::/47, 2001:db8:2::,    false, the first behind it
            """)
    void holdsWhatBeginsWithThePrefix(String network, String address, boolean contains, String why) throws WrongValue {
        assertEquals(contains, Literals.network(network).contains(InetAddress.ofLiteral(address)), why);
    }

    @ParameterizedTest(name = "{0}/{1}: {2}")
    @CsvSource(textBlock = """
            192.0.2.1, 24, a bit is set behind the prefix
            192.0.2.0, 33, IPv4 has 32 bits
            192.0.2.0, -1, less than nothing
            """)
    void whatIsNoNetworkDoesNotExist(String base, int prefix, String why) {
        assertThrows(IllegalArgumentException.class, () -> new Network(InetAddress.ofLiteral(base), prefix), why);
    }
}
