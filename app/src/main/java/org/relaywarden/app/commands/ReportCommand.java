// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code report}: the page of the last night. */
@Command(name = "report", description = "Writes the page of the last 24 hours: one HTML file that needs nothing else.")
final class ReportCommand implements Callable<Integer> {

    private static final Duration NIGHT = Duration.ofHours(24);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder; made if missing. The page is DIR/index.html.")
    private String folder = "";

    private final RootCommand root;

    ReportCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::write);
    }

    private int write(Program program) throws CommandFault {
        Instant now = program.clock().instant();
        try {
            root.out().println(program.writeReport(root.path(folder), now.minus(NIGHT), now));
            return 0;
        } catch (IOException unwritten) {
            throw new CommandFault(
                    CommandFault.NOT_DONE,
                    unwritten.getMessage() + ". Name a folder that the program may write to.",
                    unwritten);
        }
    }
}
