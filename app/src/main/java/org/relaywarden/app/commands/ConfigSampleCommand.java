// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import org.relaywarden.app.settings.Sample;
import org.relaywarden.app.terminal.RootCommand;
import picocli.CommandLine.Command;

/** {@code config sample}: every key. */
@Command(name = "sample", description = "Prints a settings file with every key, its default and its consequence.")
final class ConfigSampleCommand implements Runnable {

    private final RootCommand root;

    ConfigSampleCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public void run() {
        root.caller().out().print(Sample.text());
    }
}
