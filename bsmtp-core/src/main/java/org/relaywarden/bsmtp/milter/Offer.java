// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What was agreed on at the beginning.
 *
 * @param version of the protocol, 2 to 6
 * @param steps the bits of what is left out
 */
record Offer(int version, int steps) {

    private static final int BYTES = 12;

    /** What we offer. */
    static byte[] ours() {
        return ByteBuffer.allocate(BYTES).putInt(Code.VERSION).putInt(Code.ACTIONS).putInt(Code.STEPS).array();
    }

    /**
     * A filter's answer. One that wants more actions than we offer (rspamd names all it knows) is not turned away for
     * that, but when it asks for one. Wishes for other macros, behind the numbers, are not read.
     */
    static Offer of(Wire.Packet packet) throws MilterFault {
        if (packet.kind() != Code.OPTION_NEGOTIATION || packet.data().length() < BYTES) {
            throw new MilterFault("it does not begin as a milter does: is that its port?");
        }
        ByteBuffer numbers = ByteBuffer.wrap(packet.data().getBytes(StandardCharsets.ISO_8859_1));
        int version = numbers.getInt();
        numbers.getInt();
        if (version < 2 || version > Code.VERSION) {
            throw new MilterFault("it speaks version " + version + " of the protocol");
        }
        return new Offer(version, numbers.getInt() & Code.STEPS);
    }

    boolean has(int step) {
        return (steps & step) != 0;
    }

    /** Version 4 brought the command. */
    boolean wantsData() {
        return version >= 4 && !has(Code.NO_DATA);
    }
}
