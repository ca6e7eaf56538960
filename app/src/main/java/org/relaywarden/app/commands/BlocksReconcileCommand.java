// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.enforcement.block.Blocks;
import picocli.CommandLine.Command;

/** {@code blocks reconcile}: the hourly put-right, now. */
@Command(
        name = "reconcile",
        description = "Holds the device against the books now, and puts it right: prints what was found otherwise. It"
                + " is done at each start and hourly anyway.")
final class BlocksReconcileCommand implements Callable<Integer> {

    private static final int LINE_CHARACTERS_MAX = 1_000;

    private final RootCommand root;

    BlocksReconcileCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::reconcile);
    }

    private int reconcile(Program program) throws CommandFault {
        root.err().println("Asking the device ...");
        Blocks.PutRight done = program.desk().putRight();
        done.repairs().forEach(repair -> {
            String whose = repair.caseNumber().isPresent() ? "case " + repair.caseNumber().getAsLong() + ": " : "";
            root.out().println("Put right: " + Visible.of(whose + repair.what(), LINE_CHARACTERS_MAX));
        });
        if (done.isAsWanted()) {
            root.out().println(done.repairs().isEmpty() ? "Everything was as wanted." : "Everything is as wanted now.");
            return 0;
        }
        if (!done.failing().isEmpty()) {
            BlocksListCommand.tableOf(done.failing()).printTo(root.out());
        }
        throw CommandFault.notDone("Not put right: "
                + done.fault().orElse("see the last fault of each block above") + " It is tried again by itself.");
    }
}
