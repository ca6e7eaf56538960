// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.replies;

import org.relaywarden.bsmtp.smtp.Reply;

/** What came back. Immutable; a stranger's words in it are made visible and capped. */
public sealed interface Heard {

    /** A reply. */
    record Said(Reply reply) implements Heard {
        @Override
        public String toString() {
            return reply.toString();
        }
    }

    /** No reply that could be read; the conversation is over. */
    record Broke(Break how, String what) implements Heard {
        @Override
        public String toString() {
            return what;
        }
    }

    /** Nothing was asked. */
    record NotAsked(String why) implements Heard {
        @Override
        public String toString() {
            return "not asked: " + why;
        }
    }

    /** How a conversation broke off. */
    enum Break {
        /** No connection came about. */
        NO_CONNECTION,
        /** The host ended it. */
        ENDED,
        /** The host took longer than the step or the conversation may. */
        TOO_SLOW,
        /** The host said more than a reply or a conversation may. */
        TOO_MUCH,
        /** The host said something that is no reply. */
        GARBLED
    }

    /** True for a reply 2yz. */
    default boolean isPositive() {
        return this instanceof Said said && said.reply().isPositive();
    }
}
