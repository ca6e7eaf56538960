// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.hostcommands;

import java.util.List;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.terminal.Table;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.scanner.marks.HostMark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hosts list}. */
@Command(name = "list", description = "Lists the hosts that are marked as traps, by whom, when and why.")
final class HostsListCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    private final RootCommand root;

    HostsListCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::list);
    }

    private int list(Program program) {
        List<HostMark> marks = program.marks().standing();
        if (json) {
            marks.forEach(mark -> new JsonLines()
                    .with("login", mark.login())
                    .with("address", mark.address())
                    .with("mark", "honeypot")
                    .with("by", mark.by())
                    .with("reason", mark.reason())
                    .with("since", mark.at())
                    .with("holds", holds(program, mark))
                    .printTo(root.out()));
            return 0;
        }
        Table table = new Table("LOGIN", "HOST", "MARK", "BY", "SINCE", "HOLDS", "REASON");
        marks.forEach(mark -> table.add(
                mark.login(),
                mark.address().getHostAddress(),
                "honeypot",
                mark.by(),
                mark.at(),
                holds(program, mark) ? "yes" : "no: the address is not this customer's any more",
                mark.reason()));
        table.printTo(root.out());
        return 0;
    }

    private static boolean holds(Program program, HostMark mark) {
        return program.customers()
                .byAddress(mark.address())
                .map(Customer::login)
                .filter(mark.login()::equals)
                .isPresent();
    }
}
