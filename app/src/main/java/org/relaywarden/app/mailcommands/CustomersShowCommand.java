// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.quota.Usage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code customers show}. */
@Command(name = "show", description = "Shows one customer, and how full the mailbox is.")
final class CustomersShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOGIN", description = "The customer's login.")
    private String login = "";

    @Option(names = "--json", description = "As a JSON object.")
    private boolean json;

    private final RootCommand root;

    CustomersShowCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::show);
    }

    private int show(Program program) throws CommandFault, IOException {
        Customer customer = program.customers().byLogin(login).orElseThrow(() -> CommandFault.unknownCustomer(login));
        Usage usage = program.quotas().of(customer.login());
        List<String> renames = program.customers().renames(customer.login()).stream()
                .map(one -> one.oldName() + " -> " + one.newName() + " by " + one.by() + " at " + one.at())
                .toList();
        JsonLines fields = CustomerOutput.json(customer)
                .with("usedBytes", usage.usedBytes())
                .with("quotaBytes", usage.quotaBytes())
                .with("usedPercent", usage.percent())
                .with("messages", usage.messages())
                .with("waitingMessages", usage.waitingMessages())
                .with("renames", renames);
        if (json) {
            fields.printTo(root.out());
        } else {
            fields.printPlainTo(root.out());
        }
        return 0;
    }
}
