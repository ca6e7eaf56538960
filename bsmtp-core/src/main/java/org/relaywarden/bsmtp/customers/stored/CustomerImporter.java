// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.CustomerImport;
import org.relaywarden.bsmtp.customers.csv.Column;
import org.relaywarden.bsmtp.customers.csv.CustomerRow;
import org.relaywarden.bsmtp.customers.csv.Faults;
import org.relaywarden.bsmtp.customers.csv.FileClaims;

/** Holds the rows of one file against the store, and writes them when nothing is at fault. */
final class CustomerImporter {

    private static final int ROWS_AT_ONCE = 500;

    private final CustomerTable table;
    private final HostNames names;
    private final List<CustomerRow> rows;
    private final FileClaims claims;
    private final Faults faults;
    private final List<CustomerImport.Change> changes = new ArrayList<>();
    private final List<Customer> changed = new ArrayList<>();
    private final Set<String> newLogins = new HashSet<>();

    CustomerImporter(CustomerTable table, HostNames names, List<CustomerRow> rows, FileClaims claims, Faults faults) {
        this.table = table;
        this.names = names;
        this.rows = rows;
        this.claims = claims;
        this.faults = faults;
    }

    CustomerImport run(boolean dryRun) {
        inChunks(rows, this::findOtherOwners);
        inChunks(rows, chunk -> names.findReserved(chunk, faults));
        inChunks(rows, chunk -> names.findOldNames(chunk, faults));
        if (!faults.isEmpty()) {
            return new CustomerImport(List.of(), faults.byLine(), 0, dryRun);
        }
        inChunks(rows.stream().map(row -> row.customer().orElseThrow()).toList(), this::compare);
        if (!dryRun) {
            write();
        }
        changes.sort(Comparator.comparing(CustomerImport.Change::login));
        return new CustomerImport(changes, List.of(), rows.size() - changed.size(), dryRun);
    }

    private void findOtherOwners(List<CustomerRow> chunk) {
        Set<String> logins = all(chunk, row -> List.of(row.login()));
        Set<String> aliases = all(chunk, CustomerRow::aliases);
        refuse(table.ownersOfAliases(logins), claims::ofMailboxName, "an alias of ");
        refuse(table.ownersOfAliases(aliases), claims::ofMailboxName, "an alias of ");
        refuse(table.ownersOfLogins(aliases), claims::ofMailboxName, "the login of ");
        refuse(table.ownersOfDomains(all(chunk, CustomerRow::domains)), claims::ofDomain, "a domain of ");
        refuse(table.ownersOfAddresses(all(chunk, CustomerRow::addressTexts)), claims::ofAddress, "an address of ");
    }

    /** An owner who stands in the file has what the file says, and that was looked at before. */
    private void refuse(
            Map<String, String> owners, Function<String, FileClaims.@Nullable Claim> claimOf, String isWhatOf) {
        owners.forEach((name, owner) -> {
            FileClaims.Claim claim = claimOf.apply(name);
            if (claim != null && !claim.login().equals(owner) && !claims.hasLogin(owner)) {
                faults.add(claim.line(), claim.column(), name + " is " + isWhatOf + owner
                        + ", who is not in this file: take it away from " + owner + " in a row of the same file");
            }
        });
    }

    private static Set<String> all(List<CustomerRow> chunk, Function<CustomerRow, List<String>> namesOf) {
        Set<String> names = new HashSet<>();
        chunk.forEach(row -> names.addAll(namesOf.apply(row)));
        return names;
    }

    private void compare(List<Customer> chunk) {
        Map<String, Customer> stored = table.load(chunk.stream().map(Customer::login).toList());
        for (Customer customer : chunk) {
            Customer before = stored.get(customer.login());
            if (before == null) {
                newLogins.add(customer.login());
                changes.add(new CustomerImport.Change(customer, true, "new"));
                changed.add(customer);
            } else if (!before.equals(customer)) {
                changes.add(new CustomerImport.Change(customer, false, difference(before, customer)));
                changed.add(customer);
            }
        }
    }

    private static String difference(Customer before, Customer after) {
        List<String> columns = new ArrayList<>();
        for (Column column : Column.values()) {
            String from = column.of(before);
            String to = column.of(after);
            if (!from.equals(to)) {
                columns.add(column.word() + " " + (from.isEmpty() ? "(none)" : from) + " -> "
                        + (to.isEmpty() ? "(none)" : to));
            }
        }
        return String.join("; ", columns);
    }

    /** All let go before anyone gets: a domain may go from one customer to the other, in either order of the rows. */
    private void write() {
        List<String> released = changed.stream()
                .map(Customer::login)
                .filter(login -> !newLogins.contains(login))
                .toList();
        inChunks(released, table::release);
        inChunks(changed, chunk -> table.write(chunk, newLogins));
    }

    private static <T> void inChunks(List<T> items, Consumer<List<T>> work) {
        for (int from = 0; from < items.size(); from += ROWS_AT_ONCE) {
            work.accept(items.subList(from, Math.min(items.size(), from + ROWS_AT_ONCE)));
        }
    }
}
