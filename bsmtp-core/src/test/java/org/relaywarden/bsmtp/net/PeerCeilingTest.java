// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerCeilingTest {

    private static InetAddress peer(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    @ParameterizedTest(name = "{0} beside {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1        | 192.0.2.1          | PEER_IN_USE    | the same address
            192.0.2.1        | 192.0.2.2          | NETWORK_IN_USE | the same /24
            192.0.2.1        | 192.0.3.1          | in             | another /24
            2001:db8:0:1::1  | 2001:db8:0:1::2    | PEER_IN_USE    | a customer has a whole /64
            2001:db8:0:1::1  | 2001:db8:0:2::1    | NETWORK_IN_USE | the same /48
            2001:db8:0:1::1  | 2001:db8:1:1::1    | in             | another /48
            ::1              | 127.0.0.1          | in             | another family
            """)
    void onePeerAndOneNetworkHaveTheirShare(String first, String second, String expected, String why) {
        PeerCeiling ceiling = new PeerCeiling(1, 1);
        assertEquals(Optional.empty(), ceiling.enter(peer(first)));

        assertEquals(expected, ceiling.enter(peer(second)).map(Enum::name).orElse("in"), why);

        ceiling.leave(peer(first));
        if (!expected.equals("in")) {
            assertEquals(Optional.empty(), ceiling.enter(peer(second)), "who was kept out holds no place");
        }
    }

    @Test
    void theKnownOnesAreTheLastTenThousand() {
        KnownPeers known = new KnownPeers();
        assertFalse(known.isKnown(peer("192.0.2.1")));
        known.remember(peer("192.0.2.1"));
        known.remember(peer("2001:db8:0:1::1"));
        assertTrue(known.isKnown(peer("2001:db8:0:1::2")), "a peer is a /64");
        for (int i = 0; i < 9_999; i++) {
            known.remember(peer("10.0." + i / 250 + "." + i % 250));
        }
        assertFalse(known.isKnown(peer("192.0.2.1")));
        assertTrue(known.isKnown(peer("10.0.0.0")));
    }
}
