// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TokenPair;
import org.relaywarden.scanner.proof.ProbeToken.TokenClass;

/**
 * Signs the local parts of probes, so that nobody can claim a return that was not sent (decision 12). Thread-safe. The
 * same run, host and test always get the same token.
 */
public final class Tokens {

    private static final int KEY_BYTES_MIN = 32;
    private static final int SIGNATURE_CHARACTERS = 20;
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_A_CHARACTER = 5;

    private final SecretKeySpec key;

    /**
     * Signs with this key.
     *
     * @param key at least 32 bytes, secret, kept for as long as a probe may come back; copied
     */
    public Tokens(byte[] key) {
        if (key.length < KEY_BYTES_MIN) {
            throw new IllegalArgumentException("a token key has at least 32 bytes, got " + key.length);
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** The local parts of one test of a run. */
    public TokenPair of(Binding run, TestId test) {
        return new TokenPair(
                signed(TokenClass.RECIPIENT, run, test).localPart(),
                signed(TokenClass.BOUNCE, run, test).localPart());
    }

    /** Whether this token is the one of that run; in constant time. */
    boolean isOurs(ProbeToken token, Binding run) {
        byte[] expected = signed(token.tokenClass(), run, token.test()).signature().getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, token.signature().getBytes(StandardCharsets.US_ASCII));
    }

    private ProbeToken signed(TokenClass tokenClass, Binding run, TestId test) {
        String text = tokenClass + "|" + run.signedText() + "|" + test;
        return new ProbeToken(tokenClass, run.runId(), run.path(), test, base32(hmac(text)));
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", everyJavaHasIt);
        }
    }

    /** RFC 4648 section 6, in lower case, the first 100 bits. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder(SIGNATURE_CHARACTERS);
        long buffer = 0;
        int bits = 0;
        for (int at = 0; text.length() < SIGNATURE_CHARACTERS; ) {
            if (bits < BITS_A_CHARACTER) {
                buffer = (buffer << 8) | (bytes[at++] & 0xff);
                bits += 8;
            }
            bits -= BITS_A_CHARACTER;
            text.append(BASE32.charAt((int) (buffer >>> bits) & 31));
        }
        return text.toString();
    }
}
