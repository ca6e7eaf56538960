// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerCeilingTest {

    @ParameterizedTest(name = "{0} and {1}: {3}")
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true, one address",
        "192.0.2.1, 192.0.2.2, false, two addresses",
        "2001:db8::1, 2001:db8::ffff, true, one /64 is one customer",
        "2001:db8::1, 2001:db8:0:1::1, false, another /64",
        "::ffff:192.0.2.1, 192.0.2.1, true, an IPv4 address in the clothes of the other family"
    })
    void onePeerIs(String first, String second, boolean same, String why) {
        PeerCeiling ceiling = new PeerCeiling(1);

        assertTrue(ceiling.enter(InetAddress.ofLiteral(first)));
        assertEquals(!same, ceiling.enter(InetAddress.ofLiteral(second)), why);
    }

    @Test
    void whoWasTurnedAwayDoesNotCount() {
        PeerCeiling ceiling = new PeerCeiling(1);
        InetAddress peer = InetAddress.ofLiteral("192.0.2.1");
        assertTrue(ceiling.enter(peer));
        assertFalse(ceiling.enter(peer));
        ceiling.leave(peer);
        assertTrue(ceiling.enter(peer));
    }
}
