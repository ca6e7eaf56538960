// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.hostcommands;

import java.net.InetAddress;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.KeptWords;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.scanner.marks.HostMark;
import org.relaywarden.scanner.marks.Marking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hosts mark}: from now on a host is a trap, whatever is seen of it. */
@Command(
        name = "mark",
        description = "Marks a customer's host as a trap that takes everything on purpose. It is tested as before and the"
                + " evidence is kept, but its verdict is HONEYPOT: no case, no block. A case that is open stays.")
final class HostsMarkCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ADDRESS", description = "The host's address; all of its ports are meant.")
    private String typed = "";

    @Option(names = "--honeypot", description = "As what: the only mark that there is.")
    private boolean honeypot;

    @Mixin
    private final KeptWords kept = KeptWords.byAndReason("Who marks it; shown with it.", "Why; shown with it.");

    private final RootCommand root;

    HostsMarkCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        if (!honeypot) {
            throw CommandFault.wrongUse("Say as what it is marked: --honeypot");
        }
        kept.check();
        InetAddress address = HostCommands.address(typed);
        return root.onProgram(program -> mark(program, address));
    }

    private int mark(Program program, InetAddress address) throws CommandFault {
        switch (program.marks().mark(address, kept.by(), kept.reason())) {
            case Marking.NoCustomers _ ->
                throw CommandFault.notDone("Not marked: " + address.getHostAddress()
                        + " is no customer's, and so it is never tested. See them all: customers list");
            case Marking.StandsAlready(HostMark before) ->
                root.out().println(address.getHostAddress() + " of " + before.login() + " was marked before, by "
                        + before.by() + ": " + before.reason());
            case Marking.Done(HostMark mark) -> {
                root.out().println(address.getHostAddress() + " of " + mark.login()
                        + " is marked as a trap. To take that back: hosts unmark " + address.getHostAddress()
                        + " --by NAME");
                program.desk().cases().allOpen().stream()
                        .filter(open -> open.address().equals(address))
                        .forEach(this::tellOpen);
            }
        }
        return 0;
    }

    private void tellOpen(CaseRecord open) {
        root.out().println("Case " + open.number() + " of it is open and stays so: the mark lifts nothing.");
    }
}
