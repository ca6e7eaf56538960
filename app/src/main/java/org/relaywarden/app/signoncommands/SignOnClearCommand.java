// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.signoncommands;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.KeptWords;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.radius.Disconnected;
import org.relaywarden.bsmtp.radius.Disconnects;
import org.relaywarden.bsmtp.signon.SignOn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sign-on clear}: ends the sessions of a login, an act of the help desk (B16). */
@Command(
        name = "clear",
        description = "Ends all sessions of a login: records who clears them and why, then asks each access server to"
                + " end its session, and shows what it said. Exit code 0 when all are gone, 1 when one may still be on.")
final class SignOnClearCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOGIN", description = "The customer's login.")
    private String login = "";

    @Mixin
    private final KeptWords kept = KeptWords.byAndWhy("Who clears them; kept.", "Why; kept.");

    private final RootCommand root;

    SignOnClearCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        kept.check();
        return root.onProgramForLong(this::clear);
    }

    private int clear(Program program) throws CommandFault, IOException {
        if (program.signOns().open(login).isEmpty()) {
            if (program.customers().byLogin(login.toLowerCase(Locale.ROOT)).isEmpty()) {
                throw CommandFault.unknownCustomer(login);
            }
            root.out().println(login + " has no open session.");
            return 0;
        }
        // Before anything is recorded: a secret that can't be read is a fault of the settings.
        Disconnects disconnects = program.signOnWatch().disconnects();
        // Recorded first: what was done to the line must be known even if this ends half way.
        List<SignOn> cleared = program.signOns().clear(login, kept.by(), kept.reason());
        int left = 0;
        for (SignOn session : cleared) {
            Disconnected came = disconnects.ask(session);
            root.out().println(session.nas() + " session " + session.session() + ": " + came.words() + ".");
            left += came.isGone() ? 0 : 1;
        }
        if (left > 0) {
            throw CommandFault.notDone(left + " of " + cleared.size() + " sessions may still be on. They are cleared"
                    + " here; one that its access server reports again is shown again: sign-on list " + login);
        }
        return 0;
    }
}
