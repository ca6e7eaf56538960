// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.hostcommands;

import java.net.InetAddress;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import picocli.CommandLine;

/** The commands of this package. */
public final class HostCommands {

    private HostCommands() {}

    /** Adds {@code hosts} to a command line. */
    public static void addTo(CommandLine line, RootCommand root) {
        line.addSubcommand(new CommandLine(new HostsCommand())
                .addSubcommand(new HostsListCommand(root))
                .addSubcommand(new HostsMarkCommand(root))
                .addSubcommand(new HostsUnmarkCommand(root)));
    }

    /** An address as it is typed: digits, never a name. */
    static InetAddress address(String typed) throws CommandFault {
        try {
            return InetAddress.ofLiteral(typed);
        } catch (IllegalArgumentException noAddress) {
            throw CommandFault.wrongUse(
                    "ADDRESS takes an IPv4 or IPv6 address such as 192.0.2.7 or 2001:db8::7, no name and no port.");
        }
    }
}
