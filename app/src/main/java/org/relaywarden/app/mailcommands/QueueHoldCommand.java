// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.KeptWords;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code queue hold}: keeps a customer's mail back till it is released. */
@Command(
        name = "hold",
        description = "Keeps the mail for a customer's host back, whatever asks for a delivery, till it is released."
                + " Mail goes on being taken, within the mailbox quota.")
final class QueueHoldCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOGIN", description = "The customer's login.")
    private String login = "";

    @Mixin
    private final KeptWords kept = KeptWords.byAndReason("Who holds it; shown with it.", "Why; shown with it.");

    private final RootCommand root;

    QueueHoldCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        kept.check();
        return root.onProgram(this::hold);
    }

    private int hold(Program program) throws CommandFault, IOException {
        String known = MailCommands.knownLogin(program, login);
        program.deliveries().hold(known, kept.by(), kept.reason());
        root.out().println("The mail of " + known + " is held. To let it go: queue release " + known + " --by NAME");
        return 0;
    }
}
