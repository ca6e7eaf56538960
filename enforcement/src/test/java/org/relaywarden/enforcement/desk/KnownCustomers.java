// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.CustomerImport;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.customers.Product;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.renames.Rename;
import org.relaywarden.bsmtp.renames.Renaming;

/** Customers in memory. */
final class KnownCustomers implements Customers {

    private final Map<String, Customer> known = new TreeMap<>();

    void add(String login, Line line, boolean usesSmarthost) {
        add(login, line, usesSmarthost, Language.ENGLISH);
    }

    void add(String login, Line line, boolean usesSmarthost, Language language) {
        add(login, line, usesSmarthost, language, ScriptedSweep.HOST);
    }

    void add(String login, Line line, boolean usesSmarthost, Language language, InetAddress... addresses) {
        known.put(login, new Customer(login, List.of(), Product.ADVANCED_BUSINESS_MAIL, List.of(login + ".example"),
                line,
                Arrays.stream(addresses).map(each -> new FixedAddress(each, 25, each == addresses[0])).toList(), usesSmarthost, true, language,
                SubscriptionState.ACTIVE, Optional.empty()));
    }

    @Override
    public Optional<Customer> byLogin(String login) {
        return Optional.ofNullable(known.get(login));
    }

    @Override
    public Optional<Customer> byMailbox(String localPart) {
        return byLogin(localPart);
    }

    @Override
    public Optional<Customer> byDomain(String domain) {
        return all().stream().filter(customer -> customer.domains().contains(domain)).findFirst();
    }

    @Override
    public Optional<Customer> byAddress(InetAddress address) {
        return all().stream()
                .filter(customer -> customer.addresses().stream().anyMatch(fixed -> fixed.address().equals(address)))
                .findFirst();
    }

    @Override
    public List<Customer> all() {
        return List.copyOf(known.values());
    }

    @Override
    public Renaming rename(String login, String oldName, String newName, String by, Instant at) {
        throw new UnsupportedOperationException("the desk renames nothing");
    }

    @Override
    public List<Rename> renames(String login) {
        return List.of();
    }

    @Override
    public Optional<String> newNameOf(String domain) {
        return Optional.empty();
    }

    @Override
    public CustomerImport importCsv(InputStream csv, boolean dryRun) {
        throw new UnsupportedOperationException("the desk imports nothing");
    }
}
