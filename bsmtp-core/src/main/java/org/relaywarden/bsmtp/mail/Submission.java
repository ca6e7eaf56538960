// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.mail;

/**
 * That one of our own customers handed a message in, at our smarthost (B17), and how that is known. Immutable.
 *
 * @param login whose it is, at most 255 printable ASCII characters; empty where only the address is known to be ours
 */
public record Submission(Ground ground, String login) {

    private static final int LOGIN_CHARACTERS_MAX = 255;

    /** How it is known. */
    public enum Ground {
        /** By SMTP AUTH (RFC 4954). */
        AUTH,
        /** By the address that handed it in, which is on our network. */
        NETWORK
    }

    public Submission {
        if (login.length() > LOGIN_CHARACTERS_MAX || !login.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a login of at most 255 printable ASCII characters");
        }
        if (ground == Ground.AUTH && login.isEmpty()) {
            throw new IllegalArgumentException("AUTH proves a login");
        }
    }
}
