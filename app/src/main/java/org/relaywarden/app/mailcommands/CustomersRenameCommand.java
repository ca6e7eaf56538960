// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.renames.Rename;
import org.relaywarden.bsmtp.renames.Renaming;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code customers rename}: a customer's host has another name (B15). */
@Command(
        name = "rename",
        description = "Records that a customer's host has another name. Mail for the new name is taken from now on,"
                + " mail for the old one is refused with the new name; what waits under it is still delivered.")
final class CustomersRenameCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "LOGIN", description = "The customer's login.")
    private String login = "";

    @Parameters(index = "1", paramLabel = "OLD-DOMAIN", description = "The name that the customer has now.")
    private String oldName = "";

    @Parameters(index = "2", paramLabel = "NEW-DOMAIN", description = "The name that the customer is to have.")
    private String newName = "";

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who changes it; kept with the change.")
    private String by = "";

    private final RootCommand root;

    CustomersRenameCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::rename);
    }

    private int rename(Program program) throws CommandFault {
        Renaming renaming = program.customers().rename(login, oldName, newName, by, program.clock().instant());
        switch (renaming) {
            case Renaming.Refused(String why) ->
                throw CommandFault.notDone("Not renamed: " + MailCommands.shown(why) + ".");
            case Renaming.Done(Rename done) -> {
                root.out().println(done.login() + ": " + done.oldName() + " is " + done.newName() + " now. What waits"
                        + " under the old name is still delivered.");
                root.out().println("Change it in the file that customers import reads too: with the old name alone it"
                        + " is not taken any more.");
            }
        }
        program.onCustomersChanged();
        return 0;
    }
}
