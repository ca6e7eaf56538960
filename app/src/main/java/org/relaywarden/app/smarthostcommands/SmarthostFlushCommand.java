// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.smarthostcommands;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.onward.Onward;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code smarthost flush}: what waits is tried again now. */
@Command(
        name = "flush",
        description = "Tries again now what waits to go to a domain, or all that waits, whatever the waits say; they begin"
                + " anew. What comes of it is in the log and in \"smarthost list\".")
final class SmarthostFlushCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "TO",
            arity = "0..1",
            description = "As \"smarthost list\" has it. Without it: all.")
    private @Nullable String way;

    private final RootCommand root;

    SmarthostFlushCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::flush);
    }

    private int flush(Program program) throws IOException, CommandFault {
        Optional<String> only = Optional.ofNullable(way).map(typed -> typed.toLowerCase(Locale.ROOT));
        if (only.isPresent()
                && program.smarthost().waiting().stream().noneMatch(one -> SmarthostCommands.goesBy(only.get(), one))) {
            throw SmarthostCommands.nothingWaits(only.get());
        }
        Onward onward = program.smarthost().serving().orElseThrow(() -> CommandFault.notDone(
                "Nothing goes out: the program does not serve, or smarthost.listen is not set. Start it: relaywarden serve"));
        int due = onward.tryNow(only);
        root.out().println(switch (due) {
            case 0 -> "Nothing had to wait.";
            case 1 -> "1 message is tried now.";
            default -> due + " messages are tried now.";
        });
        return 0;
    }
}
