// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Names;
import org.relaywarden.bsmtp.customers.csv.Column;
import org.relaywarden.bsmtp.customers.csv.CustomerFile;
import org.relaywarden.bsmtp.customers.csv.CustomerRow;
import org.relaywarden.bsmtp.customers.csv.Faults;
import org.relaywarden.bsmtp.renames.Rename;
import org.relaywarden.bsmtp.renames.RenameBook;
import org.relaywarden.bsmtp.renames.Renaming;

/** Which domains a customer may have, and changed host names (B15), within one transaction. */
final class HostNames {

    private final CustomerTable table;
    private final RenameBook book;
    private final Predicate<String> isReserved;

    HostNames(CustomerTable table, RenameBook book, Predicate<String> isReserved) {
        this.table = table;
        this.book = book;
        this.isReserved = isReserved;
    }

    /** All names in lower case. */
    Renaming rename(String login, String oldName, String newName, String by, Instant at) {
        Customer customer = Names.isMailboxName(login) ? table.load(List.of(login)).get(login) : null;
        Optional<String> fault = customer == null
                ? Optional.of("no customer has the login " + CustomerFile.shown(login)
                        + ". See them all: customers list")
                : faultOf(customer, oldName, newName, by);
        if (customer == null || fault.isPresent()) {
            return new Renaming.Refused(fault.orElseThrow());
        }
        Rename rename = new Rename(login, oldName, newName, by, at);
        table.renameDomain(login, customer.domains().indexOf(oldName), oldName, newName);
        book.add(rename);
        return new Renaming.Done(rename);
    }

    private Optional<String> faultOf(Customer customer, String oldName, String newName, String by) {
        if (!Rename.isPerson(by)) {
            return Optional.of("it must be known who changes it: 1 to 64 characters");
        }
        if (!customer.domains().contains(oldName)) {
            return Optional.of(customer.login() + " has no domain " + CustomerFile.shown(oldName) + ", but "
                    + (customer.domains().isEmpty() ? "none" : String.join(", ", customer.domains())));
        }
        Optional<String> noDomain = Names.faultOfDomain(newName);
        if (noDomain.isPresent()) {
            return Optional.of(CustomerFile.shown(newName) + " " + noDomain.get());
        }
        return faultOfReserved(newName)
                .or(() -> Optional.ofNullable(table.ownersOfDomains(List.of(newName)).get(newName))
                        .map(owner -> newName + " is a domain of " + owner + " already"));
    }

    /** Decision 12: mail for these is evidence, or the provider's own, and goes to no customer. */
    private Optional<String> faultOfReserved(String domain) {
        return isReserved.test(domain)
                ? Optional.of(domain + " is a domain of the program itself, for the provider's own mail or for probes")
                : Optional.empty();
    }

    /** A row with a domain of the program's own would take the program's mail, or get none. */
    void findReserved(List<CustomerRow> chunk, Faults faults) {
        chunk.forEach(row -> row.domains().forEach(domain -> faultOfReserved(domain)
                .ifPresent(fault -> faults.add(row.line(), Column.DOMAINS, fault + ": take it out of the row"))));
    }

    /** The name that the customer who gave this one up has instead now. */
    Optional<String> newNameOf(String domain) {
        return book.lastFrom(domain).flatMap(given -> {
            List<Rename> renames = book.of(List.of(given.login()));
            return RenameBook.last(renames, domain)
                    .map(Rename::newName)
                    .filter(name -> given.login().equals(table.ownersOfDomains(List.of(name)).get(name)));
        });
    }

    /** A file from before a change would take the new name away and bring the old one back, and nobody would know. */
    void findOldNames(List<CustomerRow> chunk, Faults faults) {
        List<String> logins = chunk.stream().map(CustomerRow::login).filter(login -> !login.isEmpty()).toList();
        List<Rename> renames = book.of(logins);
        if (renames.isEmpty()) {
            return;
        }
        Map<String, Customer> stored = table.load(logins);
        for (CustomerRow row : chunk) {
            Customer customer = stored.get(row.login());
            if (customer != null) {
                findOldNames(row, customer, renames.stream().filter(one -> one.login().equals(row.login())).toList(),
                        faults);
            }
        }
    }

    private static void findOldNames(CustomerRow row, Customer customer, List<Rename> renames, Faults faults) {
        for (String domain : row.domains()) {
            if (!customer.domains().contains(domain)) {
                // Both names in one row: whoever wrote it knows the new one.
                RenameBook.last(renames, domain)
                        .filter(last -> customer.domains().contains(last.newName()))
                        .filter(last -> !row.domains().contains(last.newName()))
                        .ifPresent(last -> faults.add(row.line(), Column.DOMAINS, domain + " was renamed to "
                                + last.newName() + " by " + last.by() + " on "
                                + last.at().atZone(ZoneOffset.UTC).toLocalDate() + " (B15): write " + last.newName()
                                + " here; or take the change back first: customers rename " + row.login() + " "
                                + last.newName() + " " + domain + " --by NAME"));
            }
        }
    }
}
