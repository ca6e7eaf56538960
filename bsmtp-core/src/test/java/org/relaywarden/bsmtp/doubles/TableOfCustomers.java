// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.doubles;

import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.CustomerImport;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.customers.Product;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.customers.SubscriptionStyle;
import org.relaywarden.bsmtp.renames.Rename;
import org.relaywarden.bsmtp.renames.Renaming;

/** Customers by hand. */
public final class TableOfCustomers implements Customers {

    private final Map<String, String> newNames = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private final List<Customer> customers = new CopyOnWriteArrayList<>();

    /** While they are, nobody can be looked up by address or domain. */
    public void closed(boolean away) {
        closed = away;
    }

    private void mustBeOpen() {
        if (closed) {
            throw new IllegalStateException("the books are away");
        }
    }

    /** Adds one with one domain and one alias. */
    public TableOfCustomers with(String login, String alias, String domain, SubscriptionState state) {
        customers.add(new Customer(login, List.of(alias), Product.ADVANCED_BUSINESS_MAIL, List.of(domain), Line.ADSL,
                List.of(), false, true, Language.ENGLISH, state, Optional.empty()));
        return this;
    }

    /** Adds one with a domain and a host that mail is pushed to, or puts it in the place of the one there was. */
    public TableOfCustomers withHost(String login, String domain, SubscriptionState state, FixedAddress... hosts) {
        without(login);
        customers.add(new Customer(login, List.of(), Product.ADVANCED_BUSINESS_MAIL, List.of(domain), Line.DIAL_UP,
                List.of(hosts), false, true, Language.ENGLISH, state, Optional.empty()));
        return this;
    }

    /** Adds one whose spam filter is on or off (B13), or puts it in the place of the one there was. */
    public TableOfCustomers withFilter(String login, String domain, boolean spamFilter) {
        without(login);
        customers.add(new Customer(login, List.of(), Product.ADVANCED_BUSINESS_MAIL, List.of(domain), Line.ADSL,
                List.of(), false, spamFilter, Language.ENGLISH, SubscriptionState.ACTIVE, Optional.empty()));
        return this;
    }

    /** Gives one a subscription of the new style, which has a mail trigger (B8), or of the old. */
    public TableOfCustomers withMailTrigger(String login, boolean newStyle) {
        Customer was = byLogin(login).orElseThrow();
        without(login);
        customers.add(new Customer(was.login(), was.aliases(), was.product(), was.domains(), was.line(),
                was.addresses(), was.usesSmarthost(), was.spamFilter(), was.language(), was.state(),
                was.testConsent(), newStyle ? SubscriptionStyle.NEW : SubscriptionStyle.OLD));
        return this;
    }

    /** Gives one a fixed address, and says whether its host sends by our smarthost, and on which line (B17). */
    public TableOfCustomers withSmarthost(String login, InetAddress address, boolean uses, Line line) {
        Customer was = byLogin(login).orElseThrow();
        without(login);
        customers.add(new Customer(was.login(), was.aliases(), was.product(), was.domains(), line,
                List.of(new FixedAddress(address, 25, true)), uses, was.spamFilter(), was.language(), was.state(),
                was.testConsent(), was.style()));
        return this;
    }

    /** Takes one out of the books. */
    public void without(String login) {
        customers.removeIf(customer -> customer.login().equals(login));
    }

    @Override
    public Optional<Customer> byLogin(String login) {
        return customers.stream().filter(customer -> customer.login().equals(login)).findFirst();
    }

    @Override
    public Optional<Customer> byMailbox(String localPart) {
        String local = localPart.toLowerCase(Locale.ROOT);
        return customers.stream()
                .filter(customer -> customer.login().equals(local) || customer.aliases().contains(local))
                .findFirst();
    }

    @Override
    public Optional<Customer> byDomain(String domain) {
        mustBeOpen();
        return customers.stream()
                .filter(customer -> customer.domains().contains(domain.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    @Override
    public Optional<Customer> byAddress(InetAddress address) {
        mustBeOpen();
        return customers.stream()
                .filter(customer -> customer.addresses().stream()
                        .anyMatch(fixed -> fixed.address().equals(address)))
                .findFirst();
    }

    @Override
    public List<Customer> all() {
        return List.copyOf(customers);
    }

    /** Says of a domain that it has another name now (B15). */
    public TableOfCustomers withNewName(String oldName, String newName) {
        newNames.put(oldName, newName);
        return this;
    }

    @Override
    public Renaming rename(String login, String oldName, String newName, String by, Instant at) {
        throw new UnsupportedOperationException("renamed nowhere in these tests");
    }

    @Override
    public List<Rename> renames(String login) {
        return List.of();
    }

    @Override
    public Optional<String> newNameOf(String domain) {
        return Optional.ofNullable(newNames.get(domain));
    }

    @Override
    public CustomerImport importCsv(InputStream csv, boolean dryRun) {
        throw new UnsupportedOperationException("imported nowhere in these tests");
    }
}
