// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.look.LookSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diagnose}: why does this customer's mail not arrive (B18)? */
@Command(
        name = "diagnose",
        description = "Tells why a customer's mail does not arrive: looks at the books, at DNS, at the queue, and live"
                + " at the port of the customer's mail server. The first line names the cause that matters most and"
                + " what to do; then comes all that was looked at.")
public final class DiagnoseCommand implements Callable<Integer> {

    private static final int LINE_CHARACTERS_MAX = 1_000;
    private static final int COLUMNS = 24;

    @Parameters(paramLabel = "LOGIN", description = "The customer's login.")
    private String login = "";

    @Option(names = "--json", description = "As a JSON object.")
    private boolean json;

    private final RootCommand root;

    private DiagnoseCommand(RootCommand root) {
        this.root = root;
    }

    /** Adds it to a command line. */
    public static void addTo(CommandLine line, RootCommand root) {
        line.addSubcommand(new DiagnoseCommand(root));
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::diagnose);
    }

    private int diagnose(Program program) throws CommandFault, IOException {
        Customer customer = program.customers().byLogin(login).orElseThrow(() -> CommandFault.unknownCustomer(login));
        Facts facts = new Gathering(program, customer, patience(program), root.err()::println).facts();
        Diagnosis diagnosis = Judgement.of(facts);
        if (json) {
            print(facts, diagnosis);
        } else {
            printPlain(facts, diagnosis);
        }
        return 0;
    }

    private static LookSettings patience(Program program) {
        return LookSettings.defaults(
                program.settings().provider().hostName(), program.settings().delivery().startTls());
    }

    private void printPlain(Facts facts, Diagnosis diagnosis) {
        say(facts.customer().login() + ": " + diagnosis.firstLine());
        say("");
        for (Finding finding : diagnosis.findings()) {
            say(" %-8s %-14s".formatted(finding.state().word(), finding.topic().word()) + finding.words());
            finding.evidence().forEach(seen -> say(" ".repeat(COLUMNS) + seen));
            // That of the finding which matters most stands in the first line.
            if (!finding.remedy().isEmpty() && !finding.equals(diagnosis.first())) {
                say(" ".repeat(COLUMNS) + "-> " + finding.remedy());
            }
        }
        say("");
        say(firewall(facts));
    }

    /** B14: what the customer's firewall has to let in. */
    private static String firewall(Facts facts) {
        String from = facts.ours().source().map(AddressText::of).orElse("the address that the system picks");
        return facts.ours().ranges().isEmpty()
                ? "Mail is delivered from " + from + "; network.delivery-ranges announces no range yet (B14)."
                : "Mail is delivered from " + from + ". The announced ranges, for the customer's firewall (B14): "
                        + String.join(", ", facts.ours().ranges()) + ".";
    }

    private void say(String line) {
        root.out().println(shown(line));
    }

    /** A terminal obeys control characters, and JSON leaves those that turn the reading direction as they are. */
    private static String shown(String text) {
        return Visible.of(text, LINE_CHARACTERS_MAX);
    }

    private void print(Facts facts, Diagnosis diagnosis) {
        Finding first = diagnosis.first();
        new JsonLines()
                .with("login", facts.customer().login())
                .with("at", facts.now())
                .with("cause", first.cause().word())
                .with("says", shown(first.words()))
                .with("remedy", first.remedy())
                .with("findings", diagnosis.findings().stream().map(DiagnoseCommand::fields).toList())
                .with("deliveredFrom", facts.ours().source().map(AddressText::of))
                .with("announcedRanges", facts.ours().ranges())
                .printTo(root.out());
    }

    private static Map<String, Object> fields(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topic", finding.topic().word());
        fields.put("state", finding.state().word().toLowerCase(Locale.ROOT));
        fields.put("cause", finding.cause().word());
        fields.put("says", shown(finding.words()));
        fields.put("remedy", finding.remedy());
        fields.put("evidence", finding.evidence().stream().map(DiagnoseCommand::shown).toList());
        return fields;
    }
}
