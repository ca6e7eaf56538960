// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.io.IOException;
import java.util.Locale;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.journal.Visible;
import picocli.CommandLine;

/** The commands of this package. */
public final class MailCommands {

    private static final int SHOWN_CHARACTERS_MAX = 500;

    private MailCommands() {}

    /** Adds {@code customers}, {@code queue} and {@code spool} to a command line. */
    public static void addTo(CommandLine line, RootCommand root) {
        line.addSubcommand(new CommandLine(new CustomersCommand())
                        .addSubcommand(new CustomersImportCommand(root))
                        .addSubcommand(new CustomersListCommand(root))
                        .addSubcommand(new CustomersRenameCommand(root))
                        .addSubcommand(new CustomersShowCommand(root)))
                .addSubcommand(new CommandLine(new QueueCommand())
                        .addSubcommand(new QueueListCommand(root))
                        .addSubcommand(new QueueShowCommand(root))
                        .addSubcommand(new QueueFlushCommand(root))
                        .addSubcommand(new QueueHoldCommand(root))
                        .addSubcommand(new QueueReleaseCommand(root))
                        .addSubcommand(new QueueBounceCommand(root)))
                .addSubcommand(new CommandLine(new SpoolCommand())
                        .addSubcommand(new SpoolCheckCommand(root)));
    }

    /** What a stranger may have had a say in, as a terminal may show it: in one line of 500 characters at most. */
    static String shown(String text) {
        return Visible.of(text, SHOWN_CHARACTERS_MAX);
    }

    /**
     * A login in the books, or one who left them while mail still waits.
     *
     * @return as the books write it
     */
    static String knownLogin(Program program, String typed) throws CommandFault, IOException {
        String login = typed.toLowerCase(Locale.ROOT);
        if (program.customers().byLogin(login).isEmpty()
                && program.deliveries().queues().stream().noneMatch(queue -> queue.login().equals(login))) {
            throw CommandFault.unknownCustomer(typed);
        }
        return login;
    }
}
