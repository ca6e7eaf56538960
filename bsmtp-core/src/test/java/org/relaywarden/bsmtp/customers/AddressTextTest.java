// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            192.0.2.7                | 192.0.2.7          | IPv4
            255.255.255.255          | 255.255.255.255    | an address, if no host's
            192.0.2                  | none               | no three parts
            192.0.2.7.               | none               | no dot at the end
            192.0.2.07               | none               | no octal
            192.0.2.256              | none               | no byte
            3221225991               | none               | no single number
            0xc0.0.2.7               | none               | no hex
            2001:DB8:0:0:0:0:0:7     | 2001:db8::7        | RFC 5952 section 4.3: lower-case
            2001:0db8::0007          | 2001:db8::7        | RFC 5952 section 4.1: no leading zeros
            2001:db8:0:1:1:1:1:1     | 2001:db8:0:1:1:1:1:1 | RFC 5952 section 4.2.2: one group stays
            2001:db8::1:1:1:1:1      | 2001:db8:0:1:1:1:1:1 | so it is written out
            2001:0:0:1:0:0:0:1       | 2001:0:0:1::1      | RFC 5952 section 4.2.3: the longest run
            2001:db8:0:0:1:0:0:1     | 2001:db8::1:0:0:1  | RFC 5952 section 4.2.3: the first of two
            ::                       | ::                 | all zeros
            ::1                      | ::1                | loopback
            1::                      | 1::                | zeros at the end
            ::ffff:192.0.2.7         | 192.0.2.7          | an IPv4 address in IPv6 clothes is that address
            fe80::1%eth0             | none               | no zone
            2001:db8::/32            | none               | no range
            1:2:3:4:5:6:7            | none               | seven groups
            localhost                | none               | a name is never looked up
            dead.beef                | none               | nor one of hex letters
            """)
    void oneAddressIsOneText(String text, String expected, String why) {
        assertEquals(Optional.ofNullable(expected), AddressText.parse(text).map(AddressText::of), why);
    }

    @Property
    void anyIpv6AddressComesBack(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(bytes);
        assertEquals(Optional.of(address), AddressText.parse(AddressText.of(address)));
    }
}
