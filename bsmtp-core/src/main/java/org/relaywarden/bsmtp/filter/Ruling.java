// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.filter;

import org.relaywarden.bsmtp.smtp.Reply;

/** What is to become of a message. */
public sealed interface Ruling {

    /** It is kept. {@code head} is its header, with what the filters did to it. */
    record Accept(Head head) implements Ruling {}

    /**
     * It is kept, in the account's mailbox (B10), and not pushed to the customer's host. Also for a filter that wants
     * it to vanish: what got a 250 is never thrown away.
     *
     * @param why a filter's words, printable ASCII
     */
    record SetAside(Head head, String why) implements Ruling {}

    /** It is refused for good. {@code reply} is 5yz. */
    record Reject(Reply reply) implements Ruling {
        public Reject {
            if (!reply.isPermanent()) {
                throw new IllegalArgumentException("a rejection is 5yz, got " + reply.code());
            }
        }
    }

    /** Its sender is to come again. {@code reply} is 4yz. */
    record Defer(Reply reply) implements Ruling {
        public Defer {
            if (!reply.isTransient()) {
                throw new IllegalArgumentException("a deferral is 4yz, got " + reply.code());
            }
        }
    }
}
