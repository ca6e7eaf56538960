// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RFC 2866 section 3, RFC 2869 section 5.14. The values were worked out from the formulas there with another program's
 * MD5: user nemo of RFC 2865 section 7, whose secret is xyzzy5461.
 */
class SealTest {

    private static final byte[] SECRET = "xyzzy5461".getBytes(StandardCharsets.US_ASCII);

    private static final String REQUEST = "04070030deac19a51559f112c94a50e98e0229a1"
            + "01066e656d6f2806000000012c0a30303030303030310406c0a80110";
    private static final String RESPONSE = "05070014faa66f7da526fe324e0739c09e118ec6";
    private static final String WITH_PROOF = "04070042f07632562fa329c8908a3eb7732c9897"
            + "01066e656d6f2806000000012c0a30303030303030310406c0a80110"
            + "5012e1fbd4c27f784531e532bef4106811be";

    private static Packet packet(String hex) {
        return ((Packet.Reading.Whole) PacketReader.read(HexFormat.of().parseHex(hex))).packet();
    }

    @ParameterizedTest
    @ValueSource(strings = {REQUEST, WITH_PROOF})
    void theWorkedValuesFitAndNoOtherByteDoes(String hex) {
        assertTrue(Seal.fits(packet(hex), SECRET));
        assertFalse(Seal.fits(packet(hex), "xyzzy5462".getBytes(StandardCharsets.US_ASCII)), "another secret");
        for (int at = 4; at < 20; at++) {
            byte[] changed = HexFormat.of().parseHex(hex);
            changed[at] ^= 1;
            assertFalse(Seal.fits(packet(HexFormat.of().formatHex(changed)), SECRET), "byte " + at);
        }
    }

    @Test
    void theResponseIsTheWorkedOne() {
        assertEquals(RESPONSE, HexFormat.of().formatHex(Seal.response(packet(REQUEST), SECRET)));
    }

    @Test
    void aProofThatDoesNotFitIsNoneEvenUnderARightAuthenticator() {
        TestPacket wrong = TestPacket.start("1").bytes(80, new byte[16]);
        assertFalse(Seal.fits(wrong.read("xyzzy5461"), SECRET));
        assertFalse(Seal.fits(TestPacket.start("1").bytes(80, new byte[3]).read("xyzzy5461"), SECRET), "too short");
        assertTrue(Seal.fits(TestPacket.start("1").read("xyzzy5461"), SECRET), "none is asked for");
    }
}
