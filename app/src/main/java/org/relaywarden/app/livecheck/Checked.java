// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.livecheck;

/**
 * One thing that was looked at. Immutable. What was found may hold strangers' text.
 *
 * @param item what, in two or three words; the same in every run
 * @param expected how it has to be, a clause
 * @param found how it is, a clause
 * @param remedy what to do, sentences; empty where there is nothing to do
 */
public record Checked(String item, State state, String expected, String found, String remedy) {

    /** How it stands. */
    public enum State {
        /** As it has to be. */
        OK("ok"),
        /** Not so: something will not work. */
        WRONG("WRONG"),
        /** It could not be looked at; it may be right or wrong. */
        UNKNOWN("unknown"),
        /** There is nothing to look at: it is not set, or not there yet. */
        UNUSED("-");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** In output. */
        public String word() {
            return word;
        }

        /** Whether the operator has something to do before all is known to be right. */
        public boolean isTrouble() {
            return this == WRONG || this == UNKNOWN;
        }
    }

    static Checked ok(String item, String expected, String found) {
        return new Checked(item, State.OK, expected, found, "");
    }

    static Checked wrong(String item, String expected, String found, String remedy) {
        return new Checked(item, State.WRONG, expected, found, remedy);
    }

    static Checked unknown(String item, String expected, String found, String remedy) {
        return new Checked(item, State.UNKNOWN, expected, found, remedy);
    }

    static Checked unused(String item, String found) {
        return new Checked(item, State.UNUSED, "", found, "");
    }
}
