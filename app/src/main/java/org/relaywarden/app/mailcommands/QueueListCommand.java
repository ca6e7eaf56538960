// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.Age;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.terminal.Table;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.delivery.QueueState;
import org.relaywarden.bsmtp.quota.Usage;
import org.relaywarden.bsmtp.retry.Hold;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queue list}: what waits, and why it still does (B18). */
@Command(
        name = "list",
        description = "Lists the customers for whose hosts mail waits: how much, how full the mailbox is, how old, how"
                + " the last try ended, and when the next one is.")
final class QueueListCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    private final RootCommand root;

    QueueListCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::list);
    }

    private int list(Program program) throws IOException {
        Instant now = program.clock().instant();
        List<QueueState> queues = program.deliveries().queues();
        if (json) {
            for (QueueState queue : queues) {
                lineOf(queue, program.quotas().of(queue.login()), now).printTo(root.out());
            }
            return 0;
        }
        Table table = new Table(
                "LOGIN", "MESSAGES", "BYTES", "FULL", "OLDEST", "LAST TRY", "NEXT TRY", "WHY THEN", "LAST RESULT");
        for (QueueState queue : queues) {
            table.add(
                    queue.login(),
                    queue.messages(),
                    queue.bytes(),
                    program.quotas().of(queue.login()).percent() + "%",
                    queue.oldest().map(oldest -> Age.of(oldest, now)).orElse("-"),
                    queue.lastTry().map(Object::toString).orElse("-"),
                    queue.nextTry().map(Object::toString).orElse("-"),
                    queue.why(),
                    queue.lastResult().isEmpty() ? "-" : queue.lastResult());
        }
        table.printTo(root.out());
        return 0;
    }

    private static JsonLines lineOf(QueueState queue, Usage usage, Instant now) {
        return new JsonLines()
                .with("login", queue.login())
                .with("messages", queue.messages())
                .with("bytes", queue.bytes())
                .with("usedBytes", usage.usedBytes())
                .with("quotaBytes", usage.quotaBytes())
                .with("usedPercent", usage.percent())
                .with("oldest", queue.oldest())
                .with("oldestSeconds", queue.oldest().map(oldest -> Duration.between(oldest, now).toSeconds()))
                .with("lastTry", queue.lastTry())
                .with("lastResult", queue.lastResult().isEmpty() ? Optional.empty() : Optional.of(queue.lastResult()))
                .with("nextTry", queue.nextTry())
                .with("why", queue.why())
                .with("heldBy", queue.hold().map(Hold::by))
                .with("heldSince", queue.hold().map(Hold::since))
                .with("holdReason", queue.hold().map(Hold::reason))
                .with("atFaultSince", queue.atFaultSince());
    }
}
