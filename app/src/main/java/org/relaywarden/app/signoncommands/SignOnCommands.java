// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.signoncommands;

import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import picocli.CommandLine;

/** The commands of this package. */
public final class SignOnCommands {

    private SignOnCommands() {}

    /** Adds {@code sign-on} to a command line. */
    public static void addTo(CommandLine line, RootCommand root) {
        line.addSubcommand(new CommandLine(new SignOnCommand(root))
                .addSubcommand(new SignOnListCommand(root))
                .addSubcommand(new SignOnClearCommand(root)));
    }

    /** What is kept for ever must fit, and must not write into a terminal. */
    static void checkKept(String option, String text, int charactersMax) throws CommandFault {
        if (text.isBlank() || text.length() > charactersMax || text.chars().anyMatch(Character::isISOControl)) {
            throw CommandFault.wrongUse(
                    option + " takes 1 to " + charactersMax + " characters, none of them a control character.");
        }
    }
}
