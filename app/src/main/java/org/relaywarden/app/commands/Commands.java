// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import org.relaywarden.app.helpdesk.DiagnoseCommand;
import org.relaywarden.app.hostcommands.HostCommands;
import org.relaywarden.app.mailcommands.MailCommands;
import org.relaywarden.app.signoncommands.SignOnCommands;
import org.relaywarden.app.smarthostcommands.SmarthostCommands;
import org.relaywarden.app.terminal.Caller;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.StartFault;
import org.relaywarden.bsmtp.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line. Thread-safe: each run has its own tree of commands. */
public final class Commands {

    private Commands() {}

    /**
     * Runs one command to its end.
     *
     * @return 0 done, 1 could not be done, 2 wrong use or a fault of the settings
     */
    public static int run(Caller caller, String... arguments) {
        RootCommand root = new RootCommand(caller, List.of(arguments), Commands::run);
        CommandLine line = new CommandLine(root)
                .addSubcommand(new ServeCommand(root))
                .addSubcommand(new CommandLine(new ConfigCommand())
                        .addSubcommand(new ConfigCheckCommand(root))
                        .addSubcommand(new ConfigSampleCommand(root)));
        MailCommands.addTo(line, root);
        SmarthostCommands.addTo(line, root);
        SignOnCommands.addTo(line, root);
        DiagnoseCommand.addTo(line, root);
        HostCommands.addTo(line, root);
        line.addSubcommand(new ScanCommand(root))
                .addSubcommand(new CommandLine(new CasesCommand())
                        .addSubcommand(new CasesListCommand(root))
                        .addSubcommand(new CasesShowCommand(root)))
                .addSubcommand(new CommandLine(new BlocksCommand())
                        .addSubcommand(new BlocksListCommand(root))
                        .addSubcommand(new BlocksReconcileCommand(root)))
                .addSubcommand(new ReportCommand(root))
                .addSubcommand(new DemoCommand(root))
                .addSubcommand(new VersionCommand(root));
        return ready(line, root).execute(arguments);
    }

    private static CommandLine ready(CommandLine line, RootCommand root) {
        Caller caller = root.caller();
        line.setOut(writer(caller.out()));
        line.setErr(writer(caller.err()));
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(100);
        line.setParameterExceptionHandler((wrong, _) -> tellWrongUse(caller, wrong));
        line.setExecutionExceptionHandler((thrown, _, _) -> tell(root, thrown));
        return line;
    }

    /** Help and suggestions of the command line library, in the charset of the stream. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static int tellWrongUse(Caller caller, ParameterException wrong) {
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        caller.err().println(name + ": " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, writer(caller.err()));
        caller.err().println("What there is: " + name + " --help");
        return ExitCode.USAGE;
    }

    private static int tell(RootCommand root, Exception thrown) {
        Caller caller = root.caller();
        boolean known = thrown instanceof CommandFault || thrown instanceof StartFault
                || thrown instanceof StoreException;
        String unexpected = "Could not be done: " + thrown + ". With --debug it says where.";
        caller.err().println(known ? thrown.getMessage() : unexpected);
        if (root.isDebug()) {
            thrown.printStackTrace(caller.err());
        }
        return thrown instanceof CommandFault fault ? fault.exitCode() : CommandFault.NOT_DONE;
    }
}
