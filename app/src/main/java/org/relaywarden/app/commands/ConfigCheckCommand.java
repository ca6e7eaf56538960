// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import picocli.CommandLine.Command;

/** {@code config check}: every fault of the settings at once. */
@Command(name = "check", description = "Reads the settings, reports every fault at once, starts and writes nothing.")
final class ConfigCheckCommand implements Callable<Integer> {

    private final RootCommand root;

    ConfigCheckCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws CommandFault {
        root.caller().out().println(root.settings().origin() + ": no faults.");
        return 0;
    }
}
