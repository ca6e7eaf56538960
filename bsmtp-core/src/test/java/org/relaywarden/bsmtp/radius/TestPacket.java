// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** Makes packets as an access server does, with code of its own. */
final class TestPacket {

    private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    private int code = 4;
    private int identifier = 1;

    /** An accounting request of this status type. */
    static TestPacket request(int status) {
        return new TestPacket().number(40, status);
    }

    /** A Start of anna's session. */
    static TestPacket start(String session) {
        return request(1).text(1, "anna").text(44, session);
    }

    TestPacket code(int other) {
        code = other;
        return this;
    }

    TestPacket identifier(int other) {
        identifier = other;
        return this;
    }

    TestPacket number(int type, long value) {
        return bytes(type, ByteBuffer.allocate(4).putInt((int) value).array());
    }

    TestPacket text(int type, String value) {
        return bytes(type, value.getBytes(StandardCharsets.UTF_8));
    }

    TestPacket bytes(int type, byte[] value) {
        attributes.write(type);
        attributes.write(value.length + 2);
        attributes.writeBytes(value);
        return this;
    }

    /** RFC 2866 section 3: MD5 over code, identifier, length, 16 zeros, attributes and secret. */
    byte[] sealed(String secret) {
        byte[] packet = ByteBuffer.allocate(20 + attributes.size())
                .put((byte) code)
                .put((byte) identifier)
                .putShort((short) (20 + attributes.size()))
                .put(new byte[16])
                .put(attributes.toByteArray())
                .array();
        System.arraycopy(md5(packet, secret.getBytes(StandardCharsets.UTF_8)), 0, packet, 4, 16);
        return packet;
    }

    /** What it is to the reader. */
    Packet read(String secret) {
        return ((Packet.Reading.Whole) PacketReader.read(sealed(secret))).packet();
    }

    static byte[] md5(byte[] bytes, byte[] more) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(bytes);
            return digest.digest(more);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
