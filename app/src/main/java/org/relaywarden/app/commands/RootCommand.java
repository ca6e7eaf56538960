// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.util.Optional;
import java.util.stream.Collectors;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.SettingsFault;
import org.relaywarden.app.settings.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What all commands share: the options that go with any of them, and the settings. */
@Command(
        name = "relaywarden",
        synopsisSubcommandLabel = "COMMAND",
        description = "Takes and keeps mail for customers with their own mail server, and keeps those servers from being open relays.",
        footer = {
            "",
            "Exit codes: 0 done, 1 could not be done, 2 wrong use or wrong settings.",
            "Without a settings file everything is safe: loopback, embedded database, nothing is blocked."
        })
final class RootCommand {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The settings file. Else $RELAYWARDEN_CONFIG, ~/.config/relaywarden/relaywarden.yaml, /etc/relaywarden/relaywarden.yaml, or none.")
    private Optional<String> config = Optional.empty();

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a fault.")
    private boolean debug;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // the command line library reads it
    private boolean help;

    private final Caller caller;

    RootCommand(Caller caller) {
        this.caller = caller;
    }

    Caller caller() {
        return caller;
    }

    boolean isDebug() {
        return debug;
    }

    /**
     * The settings that hold for this command.
     *
     * @throws CommandFault with every fault of the file, one a line; nothing was started or written then
     */
    Reading.Ready settings() throws CommandFault {
        return switch (SettingsFile.read(caller.surroundings(), config)) {
            case Reading.Ready ready -> ready;
            case Reading.Faulty faulty -> {
                int count = faulty.faults().size();
                throw CommandFault.wrongUse(faulty.faults().stream().map(SettingsFault::toString).collect(Collectors.joining("\n"))
                        + "\nNot started: " + count + (count == 1 ? " fault" : " faults") + ", nothing written.");
            }
        };
    }
}
