// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.KeptWords;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queue release}: lets a customer's mail go that was held. */
@Command(name = "release", description = "Lets a customer's mail go that was held, and tries to deliver it at once.")
final class QueueReleaseCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOGIN", description = "The customer's login.")
    private String login = "";

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who releases it; kept in the log.")
    private String by = "";

    private final RootCommand root;

    QueueReleaseCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        KeptWords.checkName("--by", by);
        return root.onProgram(this::release);
    }

    private int release(Program program) throws CommandFault, IOException {
        String known = MailCommands.knownLogin(program, login);
        root.out().println(program.deliveries().release(known, by)
                ? "The mail of " + known + " is released. How it goes: queue show " + known
                : "Nobody held the mail of " + known + ".");
        return 0;
    }
}
