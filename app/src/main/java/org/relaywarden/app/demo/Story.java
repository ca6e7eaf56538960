// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.demo;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.customers.CustomerImport;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.HistoryLine;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.sweep.Sweep;

/** The night and the morning after, step by step. Every fact told is read back from the store or a Maildir. */
final class Story {

    /** A retest at the demo's pace takes seconds; this is for a machine that is busy with other things. */
    private static final Duration RETEST_MAX = Duration.ofMinutes(3);

    private final Program program;
    private final Servers servers;
    private final Teller teller;
    private final AccountMail accountMail;
    private final Instant begun;

    Story(Program program, Servers servers, Teller teller) {
        this.program = program;
        this.servers = servers;
        this.teller = teller;
        this.accountMail = new AccountMail(program.spool());
        this.begun = program.clock().instant();
    }

    /** @return whether one host was mended and lifted in the end, as it must */
    boolean tell(Cast cast, Path reportFolder) throws IOException, MessagingException, InterruptedException {
        importCustomers(cast);
        scan();
        tellProofs();
        tellCases();
        Optional<CaseRecord> first = whoMends();
        if (first.isEmpty()) {
            teller.say("No relay was proven, so there is nothing to mend: that must not be.");
            return false;
        }
        MimeMessage warning = tellWarning(first.get());
        boolean lifted = mendAndReply(first.get(), warning);
        writeReport(reportFolder);
        return lifted;
    }

    /** The same for each seed, whichever host was judged first; one with a block, so that there is something to lift. */
    private Optional<CaseRecord> whoMends() {
        return program.desk().cases().all().stream()
                .min(Comparator.comparing((CaseRecord record) ->
                                program.desk().blocks().ofCase(record.number()).isEmpty())
                        .thenComparing(CaseRecord::login));
    }

    private void importCustomers(Cast cast) throws IOException {
        teller.step("The customers");
        teller.say(
                "Six businesses run mail servers of their own. The servers are make-believe, but they speak real SMTP,",
                "and what one of them relays really goes on. The provider's books are imported from a CSV file:");
        byte[] csv = cast.asCsv(servers::addressOf).getBytes(StandardCharsets.UTF_8);
        CustomerImport imported = program.customers().importCsv(new ByteArrayInputStream(csv), false);
        imported.faults().forEach(fault -> teller.fact("line %d %s: %s".formatted(fault.line(), fault.column(), fault.reason())));
        program.customers().all().forEach(customer -> teller.fact("%-6s %-10s %-17s %s:%d".formatted(
                customer.login(),
                customer.line().word(),
                customer.domains().getFirst(),
                customer.addresses().getFirst().address().getHostAddress(),
                customer.addresses().getFirst().port())));
        teller.say("Some of them pass on mail for strangers. The program is not told which.");
    }

    private void scan() {
        teller.step("The night: every host is tested");
        teller.say(
                "Each host is asked, in the forms that spammers know, to pass on a mail from a stranger to a stranger.",
                "A \"yes\" proves nothing: only a probe that comes back to the collector does.");
        program.sweep().scan(ScanRequest.nightly(), new Sweep.Progress() {
            @Override
            public void begun(int hosts) {
                teller.fact("%d hosts, a few seconds each ...".formatted(hosts));
            }

            @Override
            public void judged(Finding finding, int done, int hosts) {
                teller.fact("%d of %d judged".formatted(done, hosts));
            }
        });
        teller.say("What the store has of it:");
        for (Finding finding : findings()) {
            teller.fact("%-6s %-13s %s".formatted(finding.login(), finding.verdict(), finding.reason()));
        }
    }

    private List<Finding> findings() {
        return program.sweep().findings().latestOfRuns(begun, program.clock().instant().plusSeconds(1));
    }

    private void tellProofs() {
        teller.step("The proofs");
        teller.say("These probes came back, and each names by its address the host and the test that let it through:");
        for (Finding finding : findings()) {
            program.sweep().findings().evidence(finding.runId()).map(Evidence::returned).orElse(List.of())
                    .forEach(returned -> teller.fact("%-6s test %-3s handed in by %s".formatted(
                            finding.login(),
                            returned.test(),
                            returned.handedInBy().map(InetAddress::getHostAddress).orElse("?"))));
        }
    }

    private void tellCases() {
        // Each finding has woken the desk already; this waits until it is through with all of them.
        program.turnDesk();
        teller.step("The cases");
        teller.say("Each proven relay is a case at once, with no human in between. The dry-run driver records the block",
                "that it would set, and touches nothing:");
        for (CaseRecord record : program.desk().cases().all()) {
            teller.fact("case %d  %-6s %s".formatted(record.number(), record.login(), record.state()));
            for (BlockRecord block : program.desk().blocks().ofCase(record.number())) {
                teller.fact("        %s: wanted %s, is %s%s".formatted(block.measure(), block.desiredOn() ? "on" : "off",
                        block.actual(), block.dryRun() ? " (dry-run)" : ""));
            }
        }
    }

    private MimeMessage tellWarning(CaseRecord record) throws IOException, MessagingException {
        teller.step("The warning");
        teller.say("It lies in the account mailbox of " + record.login() + ":");
        MimeMessage warning = accountMail.newestOf(record.login());
        teller.mail(AccountMail.asRead(warning));
        return warning;
    }

    private boolean mendAndReply(CaseRecord record, MimeMessage warning)
            throws IOException, MessagingException, InterruptedException {
        teller.step("The customer mends, and replies");
        teller.say(record.login() + " closes the relay, empties the queue, and answers the warning:");
        servers.mend(record.login());
        Semaphore appended = new Semaphore(0);
        program.sweep().findings().onAppended(appended::release);
        CustomerReply.send(
                warning,
                record.login() + "@" + program.settings().provider().domain(),
                program.listening().getFirst());
        teller.mail(CustomerReply.WORDS);

        teller.step("The reply is read, the host tested again, the block lifted");
        // The intake has said 250, so the reply is safe on disk; now what the clock would do within a minute.
        program.spool().drain();
        program.turnDesk();
        if (!awaitRetest(record.number(), appended)) {
            teller.say("The retest did not end within " + RETEST_MAX.toMinutes() + " minutes.");
            return false;
        }
        teller.say("All that was done, as the case's history keeps it:");
        for (HistoryLine line : program.desk().cases().history(record.number())) {
            teller.fact("%-9s %-18s %s".formatted(line.actor(), line.event(), line.text()));
        }
        teller.say("And what " + record.login() + " reads now:");
        teller.mail(AccountMail.asRead(accountMail.newestOf(record.login())));
        return stateOf(record.number()) == CaseState.CLOSED_FIXED;
    }

    /** Any finding may be another one, a late return for instance: the case itself says when its retest is through. */
    private boolean awaitRetest(long caseNumber, Semaphore appended) throws InterruptedException {
        Instant latest = Instant.now().plus(RETEST_MAX);
        while (stateOf(caseNumber) == CaseState.RETEST_QUEUED) {
            Duration left = Duration.between(Instant.now(), latest);
            if (!appended.tryAcquire(left.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            program.turnDesk();
        }
        return true;
    }

    private CaseState stateOf(long caseNumber) {
        return program.desk().cases().byNumber(caseNumber).orElseThrow().state();
    }

    private void writeReport(Path folder) throws IOException {
        teller.step("The report");
        teller.say("What the abuse desk reads in the morning, one page that needs nothing else:");
        teller.fact(program.writeReport(folder, begun, program.clock().instant()).toString());
    }
}
