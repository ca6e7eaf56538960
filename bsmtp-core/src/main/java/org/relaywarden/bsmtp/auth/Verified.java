// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.auth;

/** What came of a question about a password. */
public sealed interface Verified {

    /**
     * It is that of the login.
     *
     * @param login as Dovecot calls it, 1 to 255 printable ASCII characters
     */
    record Proven(String login) implements Verified {}

    /** It is not, or there is no such login. */
    record Wrong() implements Verified {}

    /** Nobody could say. */
    record Away() implements Verified {}

    /** The peer was wrong too often of late. */
    record TooOften() implements Verified {}
}
