// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.signoncommands;

import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.KeptWords;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.signon.Recorded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sign-on}: a sign-on by hand, under the rule that all are under (B5, B6). */
@Command(
        name = "sign-on",
        description = "Records that a login came online, as if its access server had said so: waiting mail goes to its"
                + " host, unless the sign-on before was 20 minutes ago or less. For mail that is to go whatever was"
                + " before, use queue flush.")
final class SignOnCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOGIN", arity = "0..1", description = "The customer's login.")
    private String login = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who says so; kept with the sign-on.")
    private String by = "";

    private final RootCommand root;

    SignOnCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        if (login.isEmpty()) {
            throw CommandFault.wrongUse("Name the login that came online, or see: sign-on --help");
        }
        KeptWords.checkName("--by", by);
        return root.onProgram(this::signOn);
    }

    private int signOn(Program program) throws CommandFault {
        switch (program.signOns().byHand(login, by)) {
            case Recorded.Delivers(var known) ->
                root.out().println(known + " signed on. What waits goes to its host: queue list");
            case Recorded.TooSoon(var known, var since) ->
                root.out().println(known + " signed on, " + since.toMinutes() + " minutes after the sign-on before: it"
                        + " is recorded and starts no delivery. To deliver now: queue flush " + known);
            case Recorded.UnknownLogin _ -> throw CommandFault.unknownCustomer(login);
            case Recorded.TooLate _, Recorded.Duplicate _, Recorded.Leg _, Recorded.GoesOn _, Recorded.Ended _,
                    Recorded.NasReset _ ->
                throw new IllegalStateException("not by hand");
        }
        return 0;
    }
}
