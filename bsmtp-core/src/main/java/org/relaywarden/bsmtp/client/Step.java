// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

/** Where in a conversation something happened. */
public enum Step {
    CONNECT("connect"),
    BANNER("banner"),
    HELLO("EHLO"),
    TLS("STARTTLS"),
    MAIL("MAIL"),
    RECIPIENT("RCPT"),
    DATA("DATA"),
    /** While the message went out, before its final dot. */
    BODY("message"),
    /** From the final dot on: whether the host has the message, its reply alone tells. */
    DOT("final dot"),
    RESET("RSET");

    private final String word;

    Step(String word) {
        this.word = word;
    }

    /** As a log shows it. */
    public String word() {
        return word;
    }
}
