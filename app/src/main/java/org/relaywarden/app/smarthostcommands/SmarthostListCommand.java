// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.smarthostcommands;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.relaywarden.app.terminal.Age;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.terminal.Table;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.onward.WaitingOnward;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code smarthost list}: where mail waits to go, and why it still does. */
@Command(
        name = "list",
        description = "Lists the domains for which customers' mail waits (or the relay, if all goes by one): how much, how"
                + " old, when the next try is, and what was last said.")
final class SmarthostListCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object a line, one for each domain.")
    private boolean json;

    private final RootCommand root;

    SmarthostListCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::list);
    }

    private int list(Program program) throws IOException {
        Instant now = program.clock().instant();
        Map<String, List<WaitingOnward>> byWay = program.smarthost().waiting().stream()
                .collect(Collectors.groupingBy(SmarthostCommands::shown, LinkedHashMap::new, Collectors.toList()));
        if (json) {
            byWay.forEach((way, waiting) -> lineOf(way, waiting, now).printTo(root.out()));
            return 0;
        }
        if (byWay.isEmpty()) {
            root.out().println("Nothing waits to go out.");
            return 0;
        }
        Table table = new Table("TO", "MESSAGES", "BYTES", "OLDEST", "NEXT TRY", "LAST SAID");
        byWay.forEach((way, waiting) -> table.add(
                way,
                waiting.size(),
                bytes(waiting),
                Age.of(since(waiting), now),
                SmarthostCommands.nextTry(soonest(waiting)),
                lastSaid(waiting).orElse("-")));
        table.printTo(root.out());
        return 0;
    }

    private static JsonLines lineOf(String way, List<WaitingOnward> waiting, Instant now) {
        return new JsonLines()
                .with("to", way)
                .with("messages", waiting.size())
                .with("bytes", bytes(waiting))
                .with("oldest", since(waiting))
                .with("oldestSeconds", Duration.between(since(waiting), now).toSeconds())
                .with("underWay", waiting.stream().filter(WaitingOnward::underWay).count())
                .with("nextTry", soonest(waiting).nextTry())
                .with("lastSaid", lastSaid(waiting));
    }

    private static long bytes(List<WaitingOnward> waiting) {
        return waiting.stream().mapToLong(one -> one.mail().messageBytes()).sum();
    }

    private static Instant since(List<WaitingOnward> oldestFirst) {
        return oldestFirst.getFirst().mail().envelope().receivedAt();
    }

    /** What is under way, or what is tried next. */
    private static WaitingOnward soonest(List<WaitingOnward> waiting) {
        return waiting.stream()
                .min(Comparator.comparing(WaitingOnward::underWay)
                        .reversed()
                        .thenComparing(one -> one.nextTry().orElse(Instant.MIN)))
                .orElseThrow();
    }

    private static Optional<String> lastSaid(List<WaitingOnward> waiting) {
        return waiting.stream().map(WaitingOnward::lastWords).filter(words -> !words.isEmpty()).findFirst();
    }
}
