// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smarthost;

import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.smtp.Reply;

/** What is said to a sender or a recipient that the smarthost does not take. */
final class Refusals {

    /** B17, RFC 4954 section 6. */
    static final Reply LOG_IN_FIRST = Reply.of(530,
            "5.7.0 Log in first: you are not on our network. Let your mail program, or server, send by port 587 with"
                    + " STARTTLS and the login and password with which you fetch your mail");
    static final Reply NO_LITERALS = Reply.of(550, "5.1.2 Write to a domain, not to an address in brackets");
    static final Reply TOO_MUCH = Reply.of(452,
            "4.7.1 Enough recipients for this hour: the rest is taken later. Is a program of yours out of hand? If not,"
                    + " ask us for more");

    private Refusals() {}

    /** B2. */
    static Reply notActive(SubscriptionState state) {
        return Reply.of(550, "5.7.1 Your subscription " + switch (state) {
            case ACTIVE -> throw new IllegalArgumentException("an active one is not refused");
            case SUSPENDED -> "is suspended";
            case ENDED -> "has ended";
        } + ", so nothing is sent for you: call us");
    }
}
