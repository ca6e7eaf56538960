// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * Who did something, and why, as an operator types it: it is kept with what was done, so it must fit, and must not
 * write into a terminal when it is shown. As a mixin it gives a command both options, of
 * which help tells in that command's words. Used by one thread.
 */
@Command // without one of its annotations the command line library takes nothing for a mixin
public final class KeptWords {

    private static final int NAME_CHARACTERS_MAX = 64;
    private static final int REASON_CHARACTERS_MAX = 200;

    private final OptionSpec name;
    private final OptionSpec reason;

    private KeptWords(OptionSpec name, OptionSpec reason) {
        this.name = name;
        this.reason = reason;
    }

    /** {@code --by NAME} and {@code --reason TEXT}, of which help says this. */
    public static KeptWords byAndReason(String who, String why) {
        return new KeptWords(option("--by", "NAME", who), option("--reason", "TEXT", why));
    }

    /** {@code --by NAME} and {@code --why REASON}, of which help says this. */
    public static KeptWords byAndWhy(String who, String why) {
        return new KeptWords(option("--by", "NAME", who), option("--why", "REASON", why));
    }

    private static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .required(true)
                .type(String.class)
                .description(description)
                .build();
    }

    /** Called by the command line library, with the command that this is mixed into. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        command.addOption(name).addOption(reason);
    }

    /** Who, as {@link #check} let it pass. */
    public String by() {
        return name.getValue();
    }

    /** Why, as {@link #check} let it pass. */
    public String reason() {
        return reason.getValue();
    }

    /** Refuses what does not fit. */
    public void check() throws CommandFault {
        checkName(name.longestName(), by());
        check(reason.longestName(), reason(), REASON_CHARACTERS_MAX);
    }

    /** Refuses what is no name of 1 to 64 characters. */
    public static void checkName(String option, String name) throws CommandFault {
        check(option, name, NAME_CHARACTERS_MAX);
    }

    private static void check(String option, String text, int charactersMax) throws CommandFault {
        if (text.isBlank() || text.length() > charactersMax || text.chars().anyMatch(Character::isISOControl)) {
            throw CommandFault.wrongUse(
                    option + " takes 1 to " + charactersMax + " characters, none of them a control character.");
        }
    }
}
