// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a datagram. Hostile bytes are an answer, never an exception. */
final class PacketReader {

    private PacketReader() {}

    /** @param datagram as it came; one that fills more than {@link Packet#BYTES_MAX} is too long */
    static Packet.Reading read(byte[] datagram) {
        if (datagram.length < Packet.HEADER_BYTES) {
            return new Packet.Reading.Broken("shorter than a header");
        }
        int length = (datagram[2] & 0xff) << 8 | (datagram[3] & 0xff);
        // RFC 2865 section 3: shorter than its length is discarded, what is behind it is padding.
        if (length < Packet.HEADER_BYTES || length > Packet.BYTES_MAX || length > datagram.length) {
            return new Packet.Reading.Broken("a length of " + length + " in " + datagram.length + " bytes");
        }
        List<Packet.Attribute> attributes = new ArrayList<>();
        int at = Packet.HEADER_BYTES;
        while (at < length) {
            int size = at + 1 < length ? datagram[at + 1] & 0xff : 0;
            if (size < 2 || size > length - at) {
                return new Packet.Reading.Broken("an attribute of " + size + " bytes at " + at);
            }
            attributes.add(new Packet.Attribute(
                    datagram[at] & 0xff, at + 2, Arrays.copyOfRange(datagram, at + 2, at + size)));
            at += size;
        }
        return new Packet.Reading.Whole(new Packet(datagram[0] & 0xff, datagram[1] & 0xff,
                Arrays.copyOf(datagram, length), List.copyOf(attributes)));
    }
}
