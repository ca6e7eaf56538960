// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.store.Store;

/** The customers in the database. */
final class StoredCustomers implements Customers {

    static final List<Class<?>> ENTITIES = List.of();

    private final Store store;

    StoredCustomers(Store store) {
        this.store = store;
    }

    @Override
    public Optional<Customer> byLogin(String login) {
        throw new UnsupportedOperationException(store.toString());
    }

    @Override
    public Optional<Customer> byMailbox(String localPart) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Customer> byDomain(String domain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Customer> byAddress(InetAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Customer> all() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CustomerImport importCsv(InputStream csv, boolean dryRun) {
        throw new UnsupportedOperationException();
    }
}
