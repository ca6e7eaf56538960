// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.terminal.Table;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.HistoryLine;
import org.relaywarden.enforcement.desk.Desk;
import org.relaywarden.enforcement.warning.NoticeRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cases show}: a case and all that was done (D2). */
@Command(name = "show", description = "Shows one case: blocks, notices, and its whole history.")
final class CasesShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "N", description = "The case's number.")
    private long number;

    @Option(names = "--json", description = "As a JSON object.")
    private boolean json;

    private final RootCommand root;

    CasesShowCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::show);
    }

    private int show(Program program) throws CommandFault {
        Desk desk = program.desk();
        CaseRecord one = desk.cases()
                .byNumber(number)
                .orElseThrow(() -> CommandFault.notDone("There is no case " + number + ". See them all: cases list"));
        if (json) {
            CaseOutput.json(one)
                    .with("blocks", CaseOutput.blocks(desk.blocks().ofCase(number)))
                    .with("notices", CaseOutput.notices(desk.notices().ofCase(number)))
                    .with("history", CaseOutput.history(desk.cases().history(number)))
                    .printTo(root.out());
        } else {
            CaseOutput.json(one).printPlainTo(root.out());
            printBlocks(desk);
            printNotices(desk);
            printHistory(desk);
        }
        return 0;
    }

    private void printBlocks(Desk desk) {
        Table table = new Table("BLOCK", "DESIRED", "ACTUAL", "CHANGED", "");
        for (BlockRecord block : desk.blocks().ofCase(number)) {
            String how = block.dryRun() ? "dry run: recorded only" : "";
            table.add(block.measure(), block.desiredOn() ? "ON" : "OFF", block.actual(), block.changedAt(), how);
        }
        print(table);
    }

    private void printNotices(Desk desk) {
        Table table = new Table("NOTICE", "PLANNED", "DELIVERED", "MESSAGE-ID");
        for (NoticeRecord notice : desk.notices().ofCase(number)) {
            String delivered = notice.deliveredAt().map(Object::toString).orElse("-");
            table.add(notice.kind(), notice.plannedAt(), delivered, notice.messageId());
        }
        print(table);
    }

    private void printHistory(Desk desk) {
        Table table = new Table("AT", "BY", "WHAT", "THEN");
        for (HistoryLine line : desk.cases().history(number)) {
            table.add(line.at(), line.actor(), line.text(), line.stateAfter());
        }
        print(table);
    }

    private void print(Table table) {
        root.out().println();
        table.printTo(root.out());
    }
}
