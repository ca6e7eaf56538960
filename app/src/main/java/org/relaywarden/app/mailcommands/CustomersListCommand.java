// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.util.List;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.terminal.Table;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.customers.Customer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code customers list}. */
@Command(name = "list", description = "Lists the customers, by login.")
final class CustomersListCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    private final RootCommand root;

    CustomersListCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::list);
    }

    private int list(Program program) {
        List<Customer> customers = program.customers().all();
        if (json) {
            customers.forEach(customer -> CustomerOutput.json(customer).printTo(root.out()));
            return 0;
        }
        Table table = new Table("LOGIN", "STATE", "LINE", "ADDRESSES", "DOMAINS");
        for (Customer customer : customers) {
            table.add(
                    customer.login(),
                    customer.state().word(),
                    customer.line().word(),
                    String.join(" ", CustomerOutput.addresses(customer)),
                    String.join(" ", customer.domains()));
        }
        table.printTo(root.out());
        return 0;
    }
}
