// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.hostcommands;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.KeptWords;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.scanner.marks.HostMark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hosts unmark}: a host is judged by what is seen again. */
@Command(
        name = "unmark",
        description = "Takes the mark from a host: from the next test on it is judged by what is seen. That it was marked,"
                + " and by whom, is kept.")
final class HostsUnmarkCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ADDRESS", description = "The host's address.")
    private String typed = "";

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who takes it away; kept with the mark.")
    private String by = "";

    private final RootCommand root;

    HostsUnmarkCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        KeptWords.checkName("--by", by);
        InetAddress address = HostCommands.address(typed);
        return root.onProgram(program -> unmark(program, address));
    }

    private int unmark(Program program, InetAddress address) {
        Optional<HostMark> taken = program.marks().unmark(address, by);
        root.out().println(taken.map(mark -> address.getHostAddress() + " of " + mark.login()
                        + " is marked no more. To test it now: scan --login " + mark.login())
                .orElse(address.getHostAddress() + " was not marked. See what is: hosts list"));
        return 0;
    }
}
