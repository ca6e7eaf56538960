// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is listened to. */
class RadiusClientTest {

    @ParameterizedTest(name = "{2} in {0}/{1}: {3}, {4}")
    @CsvSource(delimiter = '|', textBlock = """
        192.0.2.8   | 29  | 192.0.2.8     | true  | the first of the range
        192.0.2.8   | 29  | 192.0.2.15    | true  | the last
        192.0.2.8   | 29  | 192.0.2.16    | false | one behind it
        192.0.2.8   | 29  | 192.0.2.7     | false | one before it
        192.0.2.8   | 32  | 192.0.2.9     | false | one address alone
        0.0.0.0     | 0   | 203.0.113.9   | true  | all of IPv4
        0.0.0.0     | 0   | ::1           | false | and nothing of IPv6
        2001:db8::  | 47  | 2001:db8:1::1 | true  | a prefix within a byte
        2001:db8::  | 47  | 2001:db8:2::1 | false | the bit behind it
        ::          | 0   | 192.0.2.1     | false | all of IPv6 holds no IPv4
        192.0.2.1   | 32  | ::ffff:192.0.2.1 | true | IPv4 that came through a socket of both
        """)
    void covers(String network, int prefix, String source, boolean covered, String reason) {
        var client = new RadiusClient(InetAddress.ofLiteral(network), prefix, "secret");
        assertEquals(covered, client.covers(InetAddress.ofLiteral(source)), reason);
        assertFalse(client.toString().contains("secret"), "never shown");
    }
}
