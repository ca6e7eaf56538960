// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.run.MessageReport;
import org.relaywarden.bsmtp.run.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queue flush}: delivers what waits for one host now, whatever the retry clock says. */
@Command(
        name = "flush",
        description = "Delivers what waits for a customer's host now, whatever the retry clock says, and shows what"
                + " became of each message. Exit code 0 when nothing waits any more, 1 when something still does.")
final class QueueFlushCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOGIN", description = "The customer's login.")
    private String login = "";

    private final RootCommand root;

    QueueFlushCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgramForLong(this::flush);
    }

    private int flush(Program program) throws Exception {
        String known = login.toLowerCase(Locale.ROOT);
        // A customer who left the books may still have mail here: the run says why it does not go.
        boolean hasMail = program.deliveries().queues().stream().anyMatch(queue -> queue.login().equals(known));
        if (!hasMail && program.customers().byLogin(known).isEmpty()) {
            throw CommandFault.unknownCustomer(login);
        }
        if (!hasMail) {
            root.out().println("Nothing waits for " + known + ".");
            return 0;
        }
        root.err().println("Delivering to " + known + " ...");
        RunReport report = program.deliveries().flush(known, this::print);
        if (report.waiting() == 0 && report.nextTry().isEmpty()) {
            root.out().println(gone(report) + ", nothing waits any more.");
            return 0;
        }
        String next = report.nextTry().map(at -> " Next try: " + at + ".").orElse("");
        throw CommandFault.notDone(gone(report) + ", " + report.waiting() + " still wait: "
                + MailCommands.shown(report.words()) + "." + next);
    }

    private static String gone(RunReport report) {
        String delivered = report.delivered() + " delivered";
        return report.bounced() == 0 ? delivered : delivered + ", " + report.bounced() + " bounced";
    }

    private void print(MessageReport message) {
        String fate = message.fate().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        root.out().println(message.id() + " " + fate + ": " + MailCommands.shown(message.words()));
    }
}
