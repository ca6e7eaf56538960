// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.util.Optional;
import org.relaywarden.bsmtp.smtp.Reply;

/**
 * Why a conversation can't go on. Immutable.
 *
 * @param reply what the host said, a stranger's text; empty when it said nothing
 * @param words what happened, in our words
 */
public record Trouble(Step step, Optional<Reply> reply, String words) {

    static Trouble said(Step step, Reply reply) {
        return new Trouble(step, Optional.of(reply), "refused");
    }

    static Trouble happened(Step step, String words) {
        return new Trouble(step, Optional.empty(), words);
    }

    /** In one line: {@code banner: 554 no service}; the host's words are a stranger's text. */
    @Override
    public String toString() {
        return step.word() + ": " + reply.map(Reply::toString).orElse(words);
    }
}
