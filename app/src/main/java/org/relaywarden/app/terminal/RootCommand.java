// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.yaml.SettingsFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What all commands share: the options that go with any of them, the settings, and the way to the program. */
@Command(
        name = "relaywarden",
        synopsisSubcommandLabel = "COMMAND",
        description = "Takes and keeps mail for customers with a mail server of their own, and keeps those servers from"
                + " being open relays.",
        footer = {
            "",
            "Exit codes: 0 done, 1 could not be done, 2 wrong use or wrong settings.",
            "Without a settings file everything is safe: loopback, embedded database, nothing is blocked."
        })
public final class RootCommand {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The settings file. Else $RELAYWARDEN_CONFIG, ~/.config/relaywarden/relaywarden.yaml,"
                    + " /etc/relaywarden/relaywarden.yaml, or none.")
    private Optional<String> config = Optional.empty();

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a fault.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // the command line library reads it
    private boolean help;

    private final Caller caller;
    private final Runner runner;
    private final List<String> arguments;

    /**
     * The root of one run.
     *
     * @param arguments as they were typed, to be handed over
     * @param runner runs what others hand over to this process
     */
    public RootCommand(Caller caller, List<String> arguments, Runner runner) {
        this.caller = caller;
        this.runner = runner;
        this.arguments = List.copyOf(arguments);
    }

    /** Who typed it, and where. */
    public Caller caller() {
        return caller;
    }

    Runner runner() {
        return runner;
    }

    /** Where results go. */
    public PrintStream out() {
        return caller.out();
    }

    /** Where progress and faults go. */
    public PrintStream err() {
        return caller.err();
    }

    /** Whether a fault is to be shown with where it came from. */
    public boolean isDebug() {
        return debug;
    }

    /** A path as it was typed. */
    public Path path(String typed) {
        return caller.surroundings().typed(typed);
    }

    /**
     * The settings that hold for this command.
     *
     * @throws CommandFault with every fault of the file, one a line; nothing was started or written then
     */
    public Reading.Ready settings() throws CommandFault {
        return switch (SettingsFile.read(caller.surroundings(), config)) {
            case Reading.Ready ready -> ready;
            case Reading.Faulty faulty -> throw CommandFault.wrongUse(toldAtOnce(faulty.faults()));
        };
    }

    private static String toldAtOnce(List<SettingsFault> faults) {
        return faults.stream().map(SettingsFault::toString).collect(Collectors.joining("\n"))
                + "\nNot started: " + faults.size() + (faults.size() == 1 ? " fault" : " faults")
                + ", nothing written.";
    }

    /** Runs work on the program: the one that owns the data folder, wherever it runs, or one opened for this work. */
    public int onProgram(ProgramWork work) throws Exception {
        return ownership().onProgram(work, false);
    }

    /** The same for work of minutes: where this process becomes the owner, other commands can be handed to it. */
    public int onProgramForLong(ProgramWork work) throws Exception {
        return ownership().onProgram(work, true);
    }

    /** Runs work on the program where it runs, and without one where it does not: nothing is opened or made for it. */
    public int onProgramIfAny(ProgramIfAnyWork work) throws Exception {
        return ownership().onProgramIfAny(work);
    }

    /** The way to the data folder. */
    public Ownership ownership() {
        return new Ownership(this, arguments);
    }
}
