// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.util.List;

/**
 * What was seen of one topic. Immutable. All of it may hold strangers' text.
 *
 * @param cause what it means; {@link Cause#NONE} where it keeps no mail back
 * @param words the finding, a sentence without its full stop
 * @param remedy what to do, sentences; empty where there is nothing to do
 * @param evidence what it was seen from
 */
record Finding(Topic topic, State state, Cause cause, String words, String remedy, List<String> evidence) {

    /** How it stands with a topic. */
    enum State {
        /** As it has to be. */
        WELL("ok"),
        /** Worth knowing; mail arrives all the same. */
        NOTE("note"),
        /** Mail does not arrive because of it, or not all of it. */
        TROUBLE("TROUBLE"),
        /** It could not be looked at. */
        UNKNOWN("unknown");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** In output. */
        String word() {
            return word;
        }
    }

    Finding {
        evidence = List.copyOf(evidence);
    }

    static Finding well(Topic topic, String words, String... evidence) {
        return new Finding(topic, State.WELL, Cause.NONE, words, "", List.of(evidence));
    }

    static Finding unknown(Topic topic, String words, String... evidence) {
        return new Finding(topic, State.UNKNOWN, Cause.NONE, words, "", List.of(evidence));
    }

    static Finding note(Topic topic, Cause cause, String words, String remedy, String... evidence) {
        return new Finding(topic, State.NOTE, cause, words, remedy, List.of(evidence));
    }

    static Finding trouble(Topic topic, Cause cause, String words, String remedy, String... evidence) {
        return new Finding(topic, State.TROUBLE, cause, words, remedy, List.of(evidence));
    }

    Finding with(List<String> seen) {
        return new Finding(topic, state, cause, words, remedy, seen);
    }
}
