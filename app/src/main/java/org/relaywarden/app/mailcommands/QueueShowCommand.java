// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.relaywarden.app.terminal.Age;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.terminal.Table;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.delivery.QueueState;
import org.relaywarden.bsmtp.delivery.WaitingMail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queue show}: each message that waits for one host, and why it still does (B18). */
@Command(
        name = "show",
        description = "Shows each message that waits for a customer's host: its age and size, from whom and for whom it"
                + " is, and what was last said about it; and when the next try is, and why then.")
final class QueueShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "LOGIN", description = "The customer's login.")
    private String login = "";

    @Option(names = "--json", description = "One JSON object a line, one for each message.")
    private boolean json;

    private final RootCommand root;

    QueueShowCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::show);
    }

    private int show(Program program) throws CommandFault, IOException {
        String known = MailCommands.knownLogin(program, login);
        Instant now = program.clock().instant();
        List<WaitingMail> waiting = program.deliveries().waiting(known);
        if (json) {
            waiting.forEach(mail -> lineOf(mail, now).printTo(root.out()));
            return 0;
        }
        QueueState queue = program.deliveries().queue(known);
        if (waiting.isEmpty()) {
            say("Nothing waits for " + known + "."
                    + queue.hold().map(hold -> " What comes is " + hold + ".").orElse(""));
            return 0;
        }
        Table table = new Table("ID", "AGE", "BYTES", "FROM", "TO", "LAST SAID");
        for (WaitingMail mail : waiting) {
            table.add(
                    mail.id(),
                    Age.of(mail.since(), now),
                    mail.bytes(),
                    "<" + mail.sender() + ">",
                    recipients(mail),
                    mail.lastWords().isEmpty() ? "-" : mail.lastWords());
        }
        table.printTo(root.out());
        queue.lastTry().ifPresent(at -> say("Last try: " + at + ", " + queue.lastResult() + "."));
        queue.hold().ifPresentOrElse(
                hold -> say("The mail is " + hold + ". To let it go: queue release " + known + " --by NAME"),
                () -> say("Next try: " + queue.nextTry().map(Instant::toString).orElse("now")
                        + (queue.why().isEmpty() ? "" : ", " + queue.why()) + "."));
        return 0;
    }

    private static String recipients(WaitingMail mail) {
        return mail.recipients().stream().map(to -> "<" + to + ">").collect(Collectors.joining(" "));
    }

    private static JsonLines lineOf(WaitingMail mail, Instant now) {
        return new JsonLines()
                .with("id", mail.id())
                .with("since", mail.since())
                .with("ageSeconds", Duration.between(mail.since(), now).toSeconds())
                .with("bytes", mail.bytes())
                .with("sender", mail.sender().toString())
                .with("recipients", mail.recipients().stream().map(Object::toString).toList())
                .with("lastSaid", Optional.of(mail.lastWords()).filter(words -> !words.isEmpty()));
    }

    private void say(String line) {
        root.out().println(MailCommands.shown(line));
    }
}
