// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.KeptWords;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.delivery.GivenUp;
import org.relaywarden.bsmtp.delivery.WaitingMail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queue bounce}: ends the waiting of messages, by an operator's word (B13). */
@Command(
        name = "bounce",
        description = "Ends the waiting of messages: their senders get a bounce, and they are gone from here. Without"
                + " --yes it only says which. Exit code 0 when all of them are gone, 1 when one still waits.")
final class QueueBounceCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "LOGIN", description = "The customer's login.")
    private String login = "";

    @Parameters(index = "1..*", paramLabel = "ID", description = "Which messages, as queue show has them.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All that wait.")
    private boolean all;

    @Mixin
    private final KeptWords kept = KeptWords.byAndReason("Who ends it; kept in the log.", "Why; kept in the log.");

    @Option(names = "--yes", description = "Do it: what is bounced can't be brought back.")
    private boolean yes;

    @Option(names = "--json", description = "One JSON object a line, one for each message.")
    private boolean json;

    private final RootCommand root;

    QueueBounceCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        kept.check();
        if (all != ids.isEmpty()) {
            throw CommandFault.wrongUse("Name the messages by their ids, or all of them by --all: queue show LOGIN");
        }
        return root.onProgramForLong(this::bounce);
    }

    private int bounce(Program program) throws CommandFault, IOException, InterruptedException {
        String known = MailCommands.knownLogin(program, login);
        List<String> chosen = all
                ? program.deliveries().waiting(known).stream().map(WaitingMail::id).toList()
                : ids;
        if (!yes) {
            chosen.forEach(id -> root.out().println(MailCommands.shown(id)));
            throw CommandFault.notDone("Nothing is bounced yet. These " + chosen.size()
                    + " would be, and can't be brought back: the same command with --yes does it.");
        }
        long left = 0;
        for (GivenUp came : program.deliveries().giveUp(known, chosen, kept.by(), kept.reason())) {
            print(came);
            left += isGone(came) ? 0 : 1;
        }
        if (left > 0) {
            throw CommandFault.notDone(left + " of " + chosen.size() + " were not bounced; see above why.");
        }
        return 0;
    }

    private static boolean isGone(GivenUp came) {
        return switch (came.outcome()) {
            case BOUNCED, ENDED -> true;
            case HELD, UNKNOWN, FAILED -> false;
        };
    }

    private void print(GivenUp came) {
        String outcome = came.outcome().name().toLowerCase(Locale.ROOT);
        if (json) {
            new JsonLines()
                    .with("id", came.id())
                    .with("outcome", outcome)
                    .with("says", came.words())
                    .printTo(root.out());
        } else {
            root.out().println(MailCommands.shown(came.id() + " " + outcome + ": " + came.words()));
        }
    }
}
