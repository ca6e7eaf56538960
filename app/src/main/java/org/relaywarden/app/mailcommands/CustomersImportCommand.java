// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.customers.CustomerImport;
import org.relaywarden.bsmtp.customers.Product;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code customers import}: the provider's books as a CSV file, all of it or nothing. */
@Command(
        name = "import",
        description = "Imports a CSV file (columns: see README). One bad row, and nothing is imported; the same file"
                + " again changes nothing.")
final class CustomersImportCommand implements Callable<Integer> {

    private static final int MISFITS_SHOWN = 20;

    @Parameters(paramLabel = "FILE", description = "The CSV file, UTF-8.")
    private String file = "";

    @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
    private boolean dryRun;

    private final RootCommand root;

    CustomersImportCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgram(this::importInto);
    }

    private int importInto(Program program) throws CommandFault {
        Path path = root.path(file);
        CustomerImport done;
        try (InputStream csv = Files.newInputStream(path)) {
            done = program.customers().importCsv(csv, dryRun);
        } catch (IOException unreadable) {
            throw new CommandFault(
                    CommandFault.NOT_DONE,
                    path + ": can't be read (" + unreadable + "). Name a file that is there; nothing was imported.",
                    unreadable);
        }
        for (CustomerImport.Fault fault : done.faults()) {
            root.err().println(path + ":" + fault.line() + (fault.column().isEmpty() ? "" : " " + fault.column()) + ": "
                    + MailCommands.shown(fault.reason()));
        }
        if (!done.faults().isEmpty()) {
            throw CommandFault.notDone(
                    "Nothing imported: " + done.faults().size() + (done.faults().size() == 1 ? " fault" : " faults")
                            + ". Mend the file, then import it again.");
        }
        for (CustomerImport.Change change : done.changes()) {
            root.out().println(change.login() + ": " + MailCommands.shown(change.what()));
        }
        tellMisfits(done, program.settings().provider().domain());
        long added = done.changes().stream().filter(CustomerImport.Change::isNew).count();
        root.out().println((done.dryRun() ? "Would import: " : "Imported: ") + added + " new, "
                + (done.changes().size() - added) + " changed, " + done.unchanged() + " as before.");
        if (!done.dryRun()) {
            program.onCustomersChanged();
        }
        return 0;
    }

    /** B2. Not refused: whose product is in the wrong column gets their mail all the same. */
    private void tellMisfits(CustomerImport done, String providersDomain) {
        List<String> misfits = done.changes().stream()
                .map(CustomerImport.Change::customer)
                .flatMap(customer -> customer.domains().stream()
                        .filter(domain -> !customer.product().comesWith(domain, providersDomain))
                        .map(domain -> customer.login() + ": " + customer.product().word() + " comes with "
                                + (customer.product() == Product.ADVANCED_MAIL
                                        ? "HOSTNAME." + providersDomain
                                        : "a domain of the customer's own")
                                + ", and " + domain + " is none"))
                .toList();
        misfits.stream().limit(MISFITS_SHOWN).forEach(misfit -> root.err().println("Look again: " + misfit + "."));
        if (misfits.size() > MISFITS_SHOWN) {
            root.err().println("Look again: " + (misfits.size() - MISFITS_SHOWN) + " more like these.");
        }
    }
}
