// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.util.List;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.terminal.Table;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.enforcement.casefile.CaseRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cases list}. */
@Command(name = "list", description = "Lists the cases, open ones first.")
final class CasesListCommand implements Callable<Integer> {

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    private final RootCommand root;

    CasesListCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::list);
    }

    private int list(Program program) {
        List<CaseRecord> cases = program.desk().cases().all();
        if (json) {
            cases.forEach(one -> CaseOutput.json(one).printTo(root.out()));
            return 0;
        }
        Table table = new Table("CASE", "STATE", "LOGIN", "HOST", "OPENED", "ENDED");
        for (CaseRecord one : cases) {
            table.add(
                    one.number(),
                    one.state(),
                    one.login(),
                    HostText.hostAndPort(one.address(), one.port()),
                    one.openedAt(),
                    one.endedAt().map(Object::toString).orElse("-"));
        }
        table.printTo(root.out());
        return 0;
    }
}
