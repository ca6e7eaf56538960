// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.util.concurrent.Callable;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.journal.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code customers show}. */
@Command(name = "show", description = "Shows one customer.")
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

    private int show(Program program) throws CommandFault {
        Customer customer = program.customers().byLogin(login).orElseThrow(() -> unknown(login));
        JsonLines fields = CustomerOutput.json(customer);
        if (json) {
            fields.printTo(root.out());
        } else {
            fields.printPlainTo(root.out());
        }
        return 0;
    }

    static CommandFault unknown(String login) {
        return CommandFault.notDone(
                "No customer has the login " + Visible.of(login, 64) + ". See them all: customers list");
    }
}
