// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.util.Optional;
import org.relaywarden.app.terminal.RootCommand;
import picocli.CommandLine.Command;

/** {@code version}: what runs here. */
@Command(name = "version", description = "Prints the version of the program and of its Java.")
final class VersionCommand implements Runnable {

    private final RootCommand root;

    VersionCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public void run() {
        String version = Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("(classes, not packaged)");
        root.caller().out().println("relaywarden " + version + ", Java " + Runtime.version());
    }
}
