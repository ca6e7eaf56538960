// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One packet whose form is right (RFC 2865 section 3). {@code bytes} are all of it, without what
 * stood behind its length; nobody changes them. The attributes are in their order.
 */
final class Packet {

    static final int ACCOUNTING_REQUEST = 4;
    static final int ACCOUNTING_RESPONSE = 5;
    static final int DISCONNECT_REQUEST = 40;
    static final int DISCONNECT_ACK = 41;
    static final int DISCONNECT_NAK = 42;
    static final int HEADER_BYTES = 20;
    static final int BYTES_MAX = 4_096;

    private static final int AUTHENTICATOR_AT = 4;

    private final int code;
    private final int identifier;
    private final byte[] bytes;
    private final List<Attribute> attributes;

    Packet(int code, int identifier, byte[] bytes, List<Attribute> attributes) {
        this.code = code;
        this.identifier = identifier;
        this.bytes = bytes;
        this.attributes = attributes;
    }

    int code() {
        return code;
    }

    int identifier() {
        return identifier;
    }

    byte[] bytes() {
        return bytes;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    /** One attribute; its value begins at {@code at} in the packet. No record, for it holds an array. */
    static final class Attribute {

        private final int type;
        private final int at;
        private final byte[] value;

        Attribute(int type, int at, byte[] value) {
            this.type = type;
            this.at = at;
            this.value = value;
        }

        int type() {
            return type;
        }

        int at() {
            return at;
        }

        byte[] value() {
            return value;
        }
    }

    /** What came of reading. */
    sealed interface Reading {

        record Whole(Packet packet) implements Reading {}

        record Broken(String why) implements Reading {}
    }

    byte[] authenticator() {
        return Arrays.copyOfRange(bytes, AUTHENTICATOR_AT, HEADER_BYTES);
    }

    Optional<Attribute> first(int type) {
        return attributes.stream().filter(one -> one.type() == type).findFirst();
    }
}
