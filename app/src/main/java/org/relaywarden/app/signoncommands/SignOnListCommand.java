// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.signoncommands;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.terminal.Table;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.signon.SignOn;
import org.relaywarden.bsmtp.signon.SignOns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sign-on list}: who is online twice (B16), or the history of one login. */
@Command(
        name = "list",
        description = "Without a login, lists every double sign-on, with all its sessions. With one, lists its"
                + " sessions, the newest first: from where, since when, how it ended, whether it is a double sign-on.")
final class SignOnListCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOGIN", arity = "0..1", description = "The customer's login.")
    private String login = "";

    @Option(names = "--max", paramLabel = "N", description = "At most so many of a login (default: ${DEFAULT-VALUE}).")
    private int max = 20;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    private final RootCommand root;

    SignOnListCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        if (max < 1 || max > 10_000) {
            throw CommandFault.wrongUse("--max takes 1 to 10000.");
        }
        return root.onProgram(this::list);
    }

    private int list(Program program) throws CommandFault {
        SignOns signOns = program.signOns();
        List<SignOn> doubled = new ArrayList<>();
        List<SignOn> shown;
        Set<Long> open = new HashSet<>();
        if (login.isEmpty()) {
            signOns.loginsWithDoubleSignOn().forEach(one -> doubled.addAll(signOns.doubleSignOn(one)));
            shown = doubled;
            shown.forEach(session -> open.add(session.id()));
        } else {
            shown = signOns.history(login, max);
            if (shown.isEmpty() && program.customers().byLogin(login.toLowerCase(Locale.ROOT)).isEmpty()) {
                throw CommandFault.unknownCustomer(login);
            }
            signOns.open(login).forEach(session -> open.add(session.id()));
            doubled.addAll(signOns.doubleSignOn(login));
        }
        Set<Long> twice = new HashSet<>();
        doubled.forEach(session -> twice.add(session.id()));
        print(shown, open, twice);
        return 0;
    }

    private void print(List<SignOn> sessions, Set<Long> open, Set<Long> twice) {
        if (json) {
            sessions.forEach(session -> lineOf(session, open.contains(session.id()), twice.contains(session.id()))
                    .printTo(root.out()));
            return;
        }
        Table table = new Table(
                "LOGIN", "BEGAN", "BY", "ACCESS SERVER", "SESSION", "ADDRESS", "CALLED FROM", "LAST HEARD OF", "STATE",
                "DELIVERY");
        for (SignOn session : sessions) {
            table.add(
                    session.login(),
                    session.beganAt(),
                    word(session.origin()),
                    dash(session.nas()),
                    dash(session.session()),
                    dash(session.framedAddress()),
                    dash(session.callingStation()),
                    session.seenAt(),
                    state(session, open.contains(session.id()), twice.contains(session.id())),
                    session.askedForRun() ? "yes" : "no");
        }
        table.printTo(root.out());
    }

    private static String state(SignOn session, boolean open, boolean twice) {
        if (open) {
            return twice ? "on, DOUBLE" : "on";
        }
        if (session.endedAt().isEmpty()) {
            return "not heard of for long";
        }
        String by = session.endedBy().isEmpty() ? "" : " by " + session.endedBy() + " (" + session.endedWhy() + ")";
        return session.ending().map(SignOnListCommand::word).orElse("ended") + by + " " + session.endedAt().get();
    }

    private static JsonLines lineOf(SignOn session, boolean open, boolean twice) {
        return new JsonLines()
                .with("login", session.login())
                .with("bundle", session.bundle())
                .with("origin", session.origin())
                .with("enteredBy", session.enteredBy())
                .with("nas", session.nas())
                .with("reportedFrom", session.reportedFrom())
                .with("session", session.session())
                .with("channel", session.channel())
                .with("framedAddress", session.framedAddress())
                .with("callingStation", session.callingStation())
                .with("began", session.beganAt())
                .with("lastHeardOf", session.seenAt())
                .with("open", open)
                .with("double", twice)
                .with("ended", session.endedAt())
                .with("ending", session.ending())
                .with("endedBy", session.endedBy())
                .with("endedWhy", session.endedWhy())
                .with("delivery", session.askedForRun());
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String dash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
