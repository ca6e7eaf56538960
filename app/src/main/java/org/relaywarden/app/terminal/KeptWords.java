// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

/**
 * Who did something, and why, as an operator types it: it is kept with what was done, so it must fit, and must not
 * write into a terminal when it is shown.
 */
public final class KeptWords {

    private static final int NAME_CHARACTERS_MAX = 64;
    private static final int REASON_CHARACTERS_MAX = 200;

    private KeptWords() {}

    /** Refuses what is no name of 1 to 64 characters. */
    public static void checkName(String option, String name) throws CommandFault {
        check(option, name, NAME_CHARACTERS_MAX);
    }

    /** Refuses what is no reason of 1 to 200 characters. */
    public static void checkReason(String option, String reason) throws CommandFault {
        check(option, reason, REASON_CHARACTERS_MAX);
    }

    private static void check(String option, String text, int charactersMax) throws CommandFault {
        if (text.isBlank() || text.length() > charactersMax || text.chars().anyMatch(Character::isISOControl)) {
            throw CommandFault.wrongUse(
                    option + " takes 1 to " + charactersMax + " characters, none of them a control character.");
        }
    }
}
