// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.auth;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * A login and a password, as a peer claims them. Immutable. Its text shows neither, so that no log can.
 *
 * @param login not empty, without NUL
 * @param password the same
 */
public record Credentials(String login, String password) {

    private static final int PLAIN_PARTS = 3;

    public Credentials {
        if (login.isEmpty() || password.isEmpty() || login.indexOf(0) >= 0 || password.indexOf(0) >= 0) {
            throw new IllegalArgumentException("a login and a password, both without NUL");
        }
    }

    /**
     * Reads the one response of PLAIN (RFC 4616): who to act as, login, password, with a NUL between them. To act as
     * somebody else is nobody's right here.
     *
     * @return empty where it is no such response
     */
    public static Optional<Credentials> plain(String base64) {
        return decoded(base64).map(text -> text.split("\0", -1))
                .filter(parts -> parts.length == PLAIN_PARTS)
                .filter(parts -> parts[0].isEmpty() || parts[0].equals(parts[1]))
                .flatMap(parts -> of(parts[1], parts[2]));
    }

    /** Reads the two responses of LOGIN (draft-murchison-sasl-login). */
    public static Optional<Credentials> login(String base64Login, String base64Password) {
        return decoded(base64Login).flatMap(login -> decoded(base64Password).flatMap(password -> of(login, password)));
    }

    private static Optional<Credentials> of(String login, String password) {
        boolean sound = !login.isEmpty() && !password.isEmpty() && login.indexOf(0) < 0 && password.indexOf(0) < 0;
        return sound ? Optional.of(new Credentials(login, password)) : Optional.empty();
    }

    /** UTF-8, as RFC 4616 has it. */
    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException notEncoded) {
            return Optional.empty();
        }
    }

    /** The response of PLAIN. */
    String asPlain() {
        return Base64.getEncoder()
                .encodeToString(("\0" + login + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Credentials";
    }
}
