// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

/** What is looked at, in the order of B18. */
enum Topic {
    SUBSCRIPTION("subscription"),
    ADDRESS("fixed address"),
    MX("MX records"),
    MAILBOX("mailbox"),
    HOLD("hold"),
    PORT("port, live"),
    FILTER("filter"),
    SIGN_ON("sign-on"),
    WAITING("waiting mail"),
    HOST("host's words"),
    SENDING("sending");

    private final String word;

    Topic(String word) {
        this.word = word;
    }

    /** In output. */
    String word() {
        return word;
    }
}
