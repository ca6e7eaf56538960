// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.util.List;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.terminal.Table;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.enforcement.block.BlockRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code blocks list}. */
@Command(name = "list", description = "Lists the blocks that are on or ought to be, by case.")
final class BlocksListCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    private final RootCommand root;

    BlocksListCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::list);
    }

    private int list(Program program) {
        List<BlockRecord> blocks = program.desk().blocks().standing();
        if (json) {
            blocks.forEach(block -> jsonOf(block).printTo(root.out()));
        } else {
            tableOf(blocks).printTo(root.out());
        }
        return 0;
    }

    private static JsonLines jsonOf(BlockRecord block) {
        return new JsonLines()
                .with("case", block.caseNumber())
                .with("login", block.login())
                .with("address", block.address())
                .with("port", block.port())
                .with("openPorts", block.openPorts().stream().sorted().toList())
                .with("measure", block.measure())
                .with("desired", desired(block))
                .with("actual", block.actual())
                .with("since", block.changedAt())
                .with("dryRun", block.dryRun())
                .with("lastFault", block.lastFault());
    }

    static Table tableOf(List<BlockRecord> blocks) {
        Table table = new Table(
                "CASE", "LOGIN", "HOST", "MEASURE", "DESIRED", "ACTUAL", "SINCE", "DRY RUN", "LAST FAULT");
        for (BlockRecord block : blocks) {
            table.add(
                    block.caseNumber(),
                    block.login(),
                    HostText.hostAndPort(block.address(), block.port()),
                    block.measure(),
                    desired(block),
                    block.actual(),
                    block.changedAt(),
                    block.dryRun() ? "recorded only" : "-",
                    block.lastFault().orElse("-"));
        }
        return table;
    }

    private static String desired(BlockRecord block) {
        return block.desiredOn() ? "ON" : "OFF";
    }
}
