// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.CustomerImport;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.Names;
import org.relaywarden.bsmtp.customers.csv.CustomerFile;
import org.relaywarden.bsmtp.customers.csv.CustomerRow;
import org.relaywarden.bsmtp.customers.csv.Faults;
import org.relaywarden.bsmtp.customers.csv.FileClaims;
import org.relaywarden.bsmtp.renames.Rename;
import org.relaywarden.bsmtp.renames.RenameBook;
import org.relaywarden.bsmtp.renames.Renaming;
import org.relaywarden.bsmtp.store.Store;

/** The customers in the database. Thread-safe. */
public final class StoredCustomers implements Customers {

    private final Store store;
    private final Predicate<String> isReserved;

    /** One import at a time: no constraint of the database keeps an alias and a login apart. */
    private final ReentrantLock importing = new ReentrantLock();

    StoredCustomers(Store store, Predicate<String> isReserved) {
        this.store = store;
        this.isReserved = isReserved;
    }

    /**
     * The customers in this store. What each recipient of a mail asks is remembered for a while.
     *
     * @param isReserved whether a domain, lower-case, is the program's own: no import and no new name gives it to a customer
     */
    public static Customers in(Store store, Predicate<String> isReserved) {
        return new RememberedCustomers(new StoredCustomers(store, isReserved), Ticker.systemTicker());
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    public static List<Class<?>> entities() {
        return Stream.concat(
                        Stream.of(CustomerEntity.class, AliasEntity.class, DomainEntity.class, AddressEntity.class),
                        RenameBook.entities().stream())
                .toList();
    }

    @Override
    public Optional<Customer> byLogin(String login) {
        String name = Names.lower(login);
        return Names.isMailboxName(name)
                ? store.transaction(session -> load(new CustomerTable(session), name))
                : none();
    }

    @Override
    public boolean hasLogin(String login) {
        String name = Names.lower(login);
        return Names.isMailboxName(name)
                && store.transaction(session -> session.find(CustomerEntity.class, name) != null);
    }

    @Override
    public Optional<Customer> byMailbox(String localPart) {
        String name = Names.lower(localPart);
        if (!Names.isMailboxName(name)) {
            return none();
        }
        return store.transaction(session -> {
            CustomerTable table = new CustomerTable(session);
            return load(table, name).or(() -> ofOwner(table, CustomerTable::ownersOfAliases, name));
        });
    }

    @Override
    public Optional<Customer> byDomain(String domain) {
        String name = Names.lower(domain);
        return Names.isDomain(name) ? byOwner(CustomerTable::ownersOfDomains, name) : none();
    }

    @Override
    public Optional<Customer> byAddress(InetAddress address) {
        return byOwner(CustomerTable::ownersOfAddresses, AddressText.of(address));
    }

    @Override
    public List<Customer> all() {
        return store.transaction(session -> List.copyOf(new CustomerTable(session).loadAll().values()));
    }

    @Override
    public Renaming rename(String login, String oldName, String newName, String by, Instant at) {
        importing.lock();
        try {
            return store.transaction(session -> names(session)
                    .rename(Names.lower(login), Names.lower(oldName), Names.lower(newName), by, at));
        } finally {
            importing.unlock();
        }
    }

    @Override
    public List<Rename> renames(String login) {
        return store.transaction(session -> new RenameBook(session).of(List.of(Names.lower(login))));
    }

    @Override
    public Optional<String> newNameOf(String domain) {
        String name = Names.lower(domain);
        return Names.isDomain(name)
                ? store.transaction(session -> names(session).newNameOf(name))
                : Optional.empty();
    }

    @Override
    public CustomerImport importCsv(InputStream csv, boolean dryRun) throws IOException {
        Faults faults = new Faults();
        List<CustomerRow> rows = CustomerFile.read(csv, faults);
        FileClaims claims = new FileClaims(rows, faults);
        importing.lock();
        try {
            return store.transaction(session -> {
                CustomerTable table = new CustomerTable(session);
                return new CustomerImporter(table, names(session), rows, claims, faults).run(dryRun);
            });
        } finally {
            importing.unlock();
        }
    }

    private HostNames names(Session session) {
        return new HostNames(new CustomerTable(session), new RenameBook(session), isReserved);
    }

    private Optional<Customer> byOwner(
            BiFunction<CustomerTable, List<String>, Map<String, String>> ownersOf, String name) {
        return store.transaction(session -> ofOwner(new CustomerTable(session), ownersOf, name));
    }

    private static Optional<Customer> ofOwner(
            CustomerTable table, BiFunction<CustomerTable, List<String>, Map<String, String>> ownersOf, String name) {
        return Optional.ofNullable(ownersOf.apply(table, List.of(name)).get(name)).flatMap(owner -> load(table, owner));
    }

    private static Optional<Customer> load(CustomerTable table, String login) {
        return Optional.ofNullable(table.load(List.of(login)).get(login));
    }

    private static Optional<Customer> none() {
        return Optional.empty();
    }
}
