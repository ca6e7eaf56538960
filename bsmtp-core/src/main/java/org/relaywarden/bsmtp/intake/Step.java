// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import org.relaywarden.bsmtp.smtp.Reply;

/** What a command leads to. */
sealed interface Step {

    /** This is said, and the session goes on. */
    record Say(Reply reply) implements Step {}

    /** This is said, and the connection is closed. */
    record SayAndLeave(Reply reply) implements Step {}

    /** Nothing is said, and the session goes on. */
    record GoOn() implements Step {}

    /** The peer is gone. */
    record Leave() implements Step {}

    static Step say(Reply reply) {
        return new Say(reply);
    }

    static Step leave(Reply reply) {
        return new SayAndLeave(reply);
    }
}
