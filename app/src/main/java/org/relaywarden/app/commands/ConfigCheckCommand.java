// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.relaywarden.app.livecheck.Checked;
import org.relaywarden.app.livecheck.LiveCheck;
import org.relaywarden.app.settings.Advice;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.journal.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code config check}: every fault of the settings at once, and with {@code --live} every fault of the world. */
@Command(
        name = "check",
        description = "Reads the settings, reports every fault at once, starts and writes nothing.")
final class ConfigCheckCommand implements Callable<Integer> {

    private static final int LINE_CHARACTERS_MAX = 1_000;
    private static final int COLUMNS = 35;

    @Option(
            names = "--live",
            description = "Then looks whether the world is as the settings say: DNS for the tests, our own addresses, the"
                    + " database, the outgoing relay, the router. Changes nothing. Exit code 1 when something is not.")
    private boolean live;

    @Option(names = "--json", description = "With --live: as JSON objects, one a line.")
    private boolean json;

    private final RootCommand root;

    ConfigCheckCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        if (json && !live) {
            throw CommandFault.wrongUse("--json goes with --live.");
        }
        Reading.Ready ready = root.settings();
        if (live) {
            return root.onProgramIfAny(program -> lookAround(ready, program));
        }
        sayNoFaults(ready);
        return ExitCode.OK;
    }

    private void sayNoFaults(Reading.Ready ready) {
        root.out().println(ready.origin() + ": no faults.");
        Advice.of(ready.settings()).forEach(advice -> say(" look again: " + advice));
    }

    private int lookAround(Reading.Ready ready, Optional<Program> program) {
        List<Checked> all = new LiveCheck(
                        ready.settings(), program.map(Program::customers), root.err()::println)
                .look();
        long troubles = all.stream().filter(checked -> checked.state().isTrouble()).count();
        if (json) {
            all.forEach(this::printJson);
        } else {
            sayNoFaults(ready);
            all.forEach(this::print);
            root.out().println(troubles == 0
                    ? "The world is as the settings say."
                    : "Not as the settings say, or not known: " + troubles + " of " + all.size() + ".");
        }
        return troubles == 0 ? ExitCode.OK : CommandFault.NOT_DONE;
    }

    private void print(Checked checked) {
        say(" %-8s %-24s ".formatted(checked.state().word(), checked.item()) + checked.found());
        if (checked.state().isTrouble()) {
            say(" ".repeat(COLUMNS) + "expected: " + checked.expected());
            if (!checked.remedy().isEmpty()) {
                say(" ".repeat(COLUMNS) + "-> " + checked.remedy());
            }
        }
    }

    private void say(String line) {
        root.out().println(Visible.of(line, LINE_CHARACTERS_MAX));
    }

    private void printJson(Checked checked) {
        new JsonLines()
                .with("item", checked.item())
                .with("state", checked.state().name().toLowerCase(Locale.ROOT))
                .with("expected", checked.expected())
                .with("found", Visible.of(checked.found(), LINE_CHARACTERS_MAX))
                .with("remedy", checked.remedy())
                .printTo(root.out());
    }
}
