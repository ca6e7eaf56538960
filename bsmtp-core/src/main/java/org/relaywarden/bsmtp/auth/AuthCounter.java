// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.auth;

import org.relaywarden.bsmtp.journal.Counter;

/** What is counted of logging in. */
public enum AuthCounter implements Counter {
    /** Right passwords. */
    PROVEN("auth.proven", "questions"),
    /** Wrong ones, or unknown logins. */
    WRONG("auth.wrong", "questions"),
    /** Not asked, for the peer was wrong too often. */
    TOO_OFTEN("auth.too-often", "questions"),
    /** Nobody could say: Dovecot is away, or its database. */
    AWAY("auth.away", "questions");

    private final String id;
    private final String unit;

    AuthCounter(String id, String unit) {
        this.id = id;
        this.unit = unit;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String unit() {
        return unit;
    }
}
