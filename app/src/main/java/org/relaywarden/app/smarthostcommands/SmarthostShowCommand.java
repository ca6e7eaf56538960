// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.smarthostcommands;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.relaywarden.app.terminal.Age;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.terminal.Table;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.onward.WaitingOnward;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code smarthost show}: each message that waits to go one way, whose it is, and why it still waits. */
@Command(
        name = "show",
        description = "Shows each message that waits to go to a domain: its age and size, which customer handed it in, from"
                + " whom and for whom it is, when the next try is, and what was last said about it.")
final class SmarthostShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TO", description = "As \"smarthost list\" has it.")
    private String way = "";

    @Option(names = "--json", description = "One JSON object a line, one for each message.")
    private boolean json;

    private final RootCommand root;

    SmarthostShowCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::show);
    }

    private int show(Program program) throws IOException, CommandFault {
        Instant now = program.clock().instant();
        List<WaitingOnward> waiting = program.smarthost().waiting().stream()
                .filter(one -> SmarthostCommands.goesBy(way, one))
                .toList();
        if (json) {
            waiting.forEach(one -> lineOf(one, now).printTo(root.out()));
            return 0;
        }
        if (waiting.isEmpty()) {
            throw SmarthostCommands.nothingWaits(way);
        }
        Table table = new Table("ID", "AGE", "BYTES", "LOGIN", "FROM", "TO", "NEXT TRY", "LAST SAID");
        for (WaitingOnward one : waiting) {
            table.add(
                    one.mail().id(),
                    Age.of(one.mail().envelope().receivedAt(), now),
                    one.mail().messageBytes(),
                    login(one).orElse("-"),
                    "<" + one.mail().envelope().sender() + ">",
                    one.recipients().stream().map(to -> "<" + to + ">").collect(Collectors.joining(" ")),
                    SmarthostCommands.nextTry(one),
                    one.lastWords().isEmpty() ? "-" : one.lastWords());
        }
        table.printTo(root.out());
        return 0;
    }

    private static Optional<String> login(WaitingOnward waiting) {
        return waiting.mail().envelope().submission().map(Submission::login).filter(login -> !login.isEmpty());
    }

    private static JsonLines lineOf(WaitingOnward one, Instant now) {
        Instant since = one.mail().envelope().receivedAt();
        return new JsonLines()
                .with("id", one.mail().id())
                .with("to", SmarthostCommands.shown(one))
                .with("since", since)
                .with("ageSeconds", Duration.between(since, now).toSeconds())
                .with("bytes", one.mail().messageBytes())
                .with("login", login(one))
                .with("sender", one.mail().envelope().sender().toString())
                .with("recipients", one.recipients().stream().map(Object::toString).toList())
                .with("underWay", one.underWay())
                .with("nextTry", one.nextTry())
                .with("lastSaid", Optional.of(one.lastWords()).filter(words -> !words.isEmpty()));
    }
}
