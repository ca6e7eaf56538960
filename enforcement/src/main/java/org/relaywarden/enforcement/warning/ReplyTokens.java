// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The tokens in the addresses that a notice is answered and bounced to: case, notice and class, sealed by an HMAC, so
 * that none can be made up and a bounce's is never taken for a reply's. Thread-safe.
 *
 * <p>Base32 in lower case (RFC 4648 section 6): mail servers on the way may change the case of a local part.
 */
public final class ReplyTokens {

    /** How long every token is. */
    public static final int CHARACTERS = 32;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEALED_BYTES = 8;

    /** 96 bits: nobody guesses one, however much mail they send. */
    private static final int SEAL_BYTES = 12;

    private final SecretKey key;

    /** What a token was made for. */
    public enum Purpose {
        /** It stands in Reply-To. */
        REPLY('r'),
        /** It stands in the envelope sender. */
        BOUNCE('b');

        /** Part of what is sealed: it never changes. */
        private final char mark;

        Purpose(char mark) {
            this.mark = mark;
        }
    }

    /** The notice that a token names. */
    public record Named(long caseNumber, int noticeNumber) {}

    /** Tokens under this key; with another key none of them is known any more. */
    public ReplyTokens(SecretKey key) {
        this.key = key;
    }

    /**
     * Makes the token, always the same one.
     *
     * @param caseNumber below 2^40
     * @param noticeNumber below 2^16
     */
    public String token(Purpose purpose, long caseNumber, int noticeNumber) {
        if (caseNumber < 0 || caseNumber >= 1L << 40 || noticeNumber < 0 || noticeNumber >= 1 << 16) {
            throw new IllegalArgumentException("no token holds case " + caseNumber + ", notice " + noticeNumber);
        }
        byte[] sealed = ByteBuffer.allocate(SEALED_BYTES).putLong(caseNumber << 16 | noticeNumber).array();
        return base32(ByteBuffer.allocate(SEALED_BYTES + SEAL_BYTES)
                .put(sealed)
                .put(seal(purpose, sealed))
                .array());
    }

    /** What the token names; empty when it was not made by this key for this purpose. */
    public Optional<Named> verify(Purpose purpose, String token) {
        byte[] bytes = fromBase32(token.toLowerCase(Locale.ROOT));
        if (bytes.length != SEALED_BYTES + SEAL_BYTES) {
            return Optional.empty();
        }
        byte[] sealed = Arrays.copyOf(bytes, SEALED_BYTES);
        byte[] seal = Arrays.copyOfRange(bytes, SEALED_BYTES, bytes.length);
        // In constant time: how much of a guess was right must not be heard.
        if (!MessageDigest.isEqual(seal, seal(purpose, sealed))) {
            return Optional.empty();
        }
        long both = ByteBuffer.wrap(sealed).getLong();
        return Optional.of(new Named(both >>> 16, (int) (both & 0xffff)));
    }

    private byte[] seal(Purpose purpose, byte[] sealed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((byte) purpose.mark);
            return Arrays.copyOf(mac.doFinal(sealed), SEAL_BYTES);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the key of the reply tokens can't be used for " + ALGORITHM, unusable);
        }
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder(CHARACTERS);
        for (int bit = 0; bit < bytes.length * 8; bit += 5) {
            int value = 0;
            for (int i = bit; i < bit + 5; i++) {
                value = value << 1 | (bytes[i / 8] >> (7 - i % 8) & 1);
            }
            text.append(ALPHABET.charAt(value));
        }
        return text.toString();
    }

    /** Empty for what is no token at all. */
    private static byte[] fromBase32(String text) {
        if (text.length() != CHARACTERS) {
            return new byte[0];
        }
        byte[] bytes = new byte[SEALED_BYTES + SEAL_BYTES];
        for (int i = 0; i < CHARACTERS; i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                return new byte[0];
            }
            for (int bit = 0; bit < 5; bit++) {
                int at = i * 5 + bit;
                bytes[at / 8] |= (byte) ((value >> (4 - bit) & 1) << (7 - at % 8));
            }
        }
        return bytes;
    }
}
