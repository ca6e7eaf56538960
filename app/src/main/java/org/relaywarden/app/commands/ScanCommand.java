// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.net.Inet4Address;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.terminal.Table;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Depth;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.sweep.Sweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scan}: tests now, at the pace of the settings. */
@Command(
        name = "scan",
        description = "Tests customers' hosts now, and does what follows from the findings. Only addresses of the"
                + " customers' table are ever tested.")
final class ScanCommand implements Callable<Integer> {

    @Option(names = "--login", paramLabel = "LOGIN", description = "One customer's hosts only.")
    private Optional<String> login = Optional.empty();

    @Option(names = "--explain", paramLabel = "LOGIN",
            description = "One customer's hosts only, and then every test: what was sent, what came back, what it means,"
                    + " and how it is mended.")
    private Optional<String> explained = Optional.empty();

    @Option(names = "--tier", paramLabel = "TIER", defaultValue = "1",
            description = "How much is asked: 1 what always is, 2 the rarer forms too, 3 all of them. Default: 1.")
    private int tier;

    @Option(names = "--inside", description = "From the address that every filter lets through.")
    private boolean inside;

    @Option(names = "--json", description = "One JSON object a line and host, as soon as it is judged.")
    private boolean json;

    private final RootCommand root;

    ScanCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgramForLong(this::scan);
    }

    private int scan(Program program) throws Exception {
        login = explained.or(() -> login);
        Depth depth = depth();
        if (login.isPresent() && program.customers().byLogin(login.get()).isEmpty()) {
            throw CommandFault.unknownCustomer(login.get());
        }
        // Outside of a serve nothing listens yet, and no probe could come back.
        if (root.caller().running().isEmpty()) {
            program.receiveMail();
        }
        ScanRequest request = new ScanRequest(
                        login, inside ? Vantage.INSIDE : Vantage.OUTSIDE, ScanRequest.Cause.OPERATOR, Optional.empty())
                .of(depth);
        Told told = new Told();
        List<Finding> findings = program.sweep().scan(request, told);
        if (explained.isPresent()) {
            findings.forEach(finding -> explain(program, finding));
        } else if (!json) {
            printTable(findings);
        }
        if (findings.size() < told.hosts) {
            throw CommandFault.notDone("Broken off, for the program stops: " + findings.size() + " of " + told.hosts
                    + " hosts were judged. Scan again when it runs.");
        }
        program.turnDesk();
        return 0;
    }

    private Depth depth() throws CommandFault {
        return switch (tier) {
            case 1 -> Depth.TIER_1;
            case 2 -> Depth.FULL;
            case 3 -> Depth.ALL;
            default -> throw CommandFault.notDone("--tier takes 1, 2 or 3, not " + tier + ".");
        };
    }

    private void explain(Program program, Finding finding) {
        ExplainedOutput output = new ExplainedOutput(root.out());
        program.sweep().findings().evidence(finding.runId()).ifPresent(evidence -> {
            if (json) {
                output.printJson(finding, evidence);
            } else {
                output.print(finding, evidence);
            }
        });
    }

    private void printTable(List<Finding> findings) {
        Table table = new Table("LOGIN", "HOST", "VERDICT", "SEEN FROM", "RETURNED", "REASON");
        for (Finding finding : findings) {
            table.add(
                    finding.login(),
                    HostText.hostAndPort(finding.address(), finding.port()),
                    finding.verdict(),
                    finding.vantage().name().toLowerCase(Locale.ROOT),
                    finding.returned().isEmpty() ? "-" : String.join(" ", ids(finding.returned())),
                    finding.reason());
        }
        table.printTo(root.out());
    }

    private static List<String> ids(List<TestId> tests) {
        return tests.stream().map(TestId::toString).toList();
    }

    /** Progress for whoever waits, and each host's line as soon as it is known. */
    private final class Told implements Sweep.Progress {

        private volatile int hosts;

        @Override
        public void begun(int picked) {
            hosts = picked;
            root.err().println(picked == 0
                    ? "No host may be tested. Import customers with fixed addresses first: customers import FILE"
                    : "Testing " + picked + (picked == 1 ? " host ..." : " hosts ..."));
        }

        @Override
        public void judged(Finding finding, int done, int all) {
            root.err().println(done + " of " + all + ": " + finding.login() + " "
                    + HostText.hostAndPort(finding.address(), finding.port()) + " " + finding.verdict());
            if (json && explained.isEmpty()) {
                lineOf(finding).printTo(root.out());
            }
        }
    }

    private static JsonLines lineOf(Finding finding) {
        return new JsonLines()
                .with("login", finding.login())
                .with("address", finding.address())
                .with("port", finding.port())
                .with("family", finding.address() instanceof Inet4Address ? "ipv4" : "ipv6")
                .with("vantage", finding.vantage().name().toLowerCase(Locale.ROOT))
                .with("verdict", finding.verdict())
                .with("testsAccepted", ids(finding.accepted()))
                .with("testsReturned", ids(finding.returned()))
                .with("reason", finding.reason())
                .with("millis", finding.took().toMillis());
    }
}
