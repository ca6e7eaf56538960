// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.signoncommands;

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
}
