// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What proves that a packet comes from who knows the secret. MD5, for the protocol has no other. */
final class Seal {

    private static final int MESSAGE_AUTHENTICATOR = 80;
    private static final int PROXY_STATE = 33;
    private static final int DIGEST_BYTES = 16;
    private static final int AUTHENTICATOR_AT = 4;

    private Seal() {}

    /** RFC 2866 section 3; a Message-Authenticator has to fit too where there is one (RFC 2869 section 5.14). */
    static boolean fits(Packet request, byte[] secret) {
        byte[] blank = blanked(request.bytes(), AUTHENTICATOR_AT);
        if (!MessageDigest.isEqual(md5(blank, secret), request.authenticator())) {
            return false;
        }
        Optional<Packet.Attribute> proof = request.first(MESSAGE_AUTHENTICATOR);
        return proof.isEmpty()
                || (proof.get().value().length == DIGEST_BYTES
                        && MessageDigest.isEqual(
                                hmac(blanked(blank, proof.get().at()), secret), proof.get().value()));
    }

    /**
     * A request of ours (RFC 5176 section 2.3): its Message-Authenticator behind the attributes, then the authenticator
     * over all.
     */
    static byte[] request(int code, int identifier, byte[] attributes, byte[] secret) {
        int length = Packet.HEADER_BYTES + attributes.length + 2 + DIGEST_BYTES;
        byte[] bytes = ByteBuffer.allocate(length)
                .put((byte) code)
                .put((byte) identifier)
                .putShort((short) length)
                .put(new byte[DIGEST_BYTES])
                .put(attributes)
                .put((byte) MESSAGE_AUTHENTICATOR)
                .put((byte) (2 + DIGEST_BYTES))
                .array();
        System.arraycopy(hmac(bytes, secret), 0, bytes, length - DIGEST_BYTES, DIGEST_BYTES);
        System.arraycopy(md5(bytes, secret), 0, bytes, AUTHENTICATOR_AT, DIGEST_BYTES);
        return bytes;
    }

    /** Whether this is an answer to that request of ours, by who knows the secret (RFC 5176 section 2.3). */
    static boolean answers(Packet response, byte[] request, byte[] secret) {
        byte[] asked = response.bytes().clone();
        System.arraycopy(request, AUTHENTICATOR_AT, asked, AUTHENTICATOR_AT, DIGEST_BYTES);
        return response.identifier() == (request[1] & 0xff)
                && MessageDigest.isEqual(md5(asked, secret), response.authenticator());
    }

    /** The response: proxies get their state back (RFC 2865 section 5.33). */
    static byte[] response(Packet request, byte[] secret) {
        ByteArrayOutputStream attributes = new ByteArrayOutputStream();
        for (Packet.Attribute one : request.attributes()) {
            if (one.type() == PROXY_STATE) {
                attributes.write(one.type());
                attributes.write(one.value().length + 2);
                attributes.writeBytes(one.value());
            }
        }
        int length = Packet.HEADER_BYTES + attributes.size();
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(new byte[] {
            Packet.ACCOUNTING_RESPONSE, (byte) request.identifier(), (byte) (length >> 8), (byte) length
        });
        response.writeBytes(request.authenticator());
        response.writeBytes(attributes.toByteArray());
        byte[] bytes = response.toByteArray();
        System.arraycopy(md5(bytes, secret), 0, bytes, AUTHENTICATOR_AT, DIGEST_BYTES);
        return bytes;
    }

    private static byte[] blanked(byte[] bytes, int from) {
        byte[] copy = bytes.clone();
        Arrays.fill(copy, from, from + DIGEST_BYTES, (byte) 0);
        return copy;
    }

    private static byte[] md5(byte[] bytes, byte[] secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(bytes);
            return digest.digest(secret);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no MD5, which RADIUS needs", missing);
        }
    }

    private static byte[] hmac(byte[] bytes, byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(secret, "HmacMD5"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no HmacMD5, which RADIUS needs", missing);
        }
    }
}
