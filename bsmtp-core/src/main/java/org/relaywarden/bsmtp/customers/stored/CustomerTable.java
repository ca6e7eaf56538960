// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.Session;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.customers.Product;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.customers.SubscriptionStyle;

/** The four tables of the customers, within one transaction. Leaves nothing in the session. */
final class CustomerTable {

    private final Session session;

    CustomerTable(Session session) {
        this.session = session;
    }

    /** By login. */
    Map<String, Customer> load(Collection<String> logins) {
        return logins.isEmpty() ? Map.of() : load("where login in :logins", logins);
    }

    /** All, by login. */
    Map<String, Customer> loadAll() {
        return load("", List.of());
    }

    private Map<String, Customer> load(String where, Collection<String> logins) {
        Map<String, List<String>> aliases =
                lists(AliasEntity.class, where, logins, entity -> entity.login, entity -> entity.alias);
        Map<String, List<String>> domains =
                lists(DomainEntity.class, where, logins, entity -> entity.login, entity -> entity.domain);
        Map<String, List<FixedAddress>> addresses =
                lists(AddressEntity.class, where, logins, entity -> entity.login, CustomerTable::fixedAddress);
        Map<String, Customer> customers = new TreeMap<>();
        for (CustomerEntity entity : read(CustomerEntity.class, where, "", logins)) {
            customers.put(
                    entity.login,
                    customer(
                            entity,
                            aliases.getOrDefault(entity.login, List.of()),
                            domains.getOrDefault(entity.login, List.of()),
                            addresses.getOrDefault(entity.login, List.of())));
        }
        return customers;
    }

    private <E, T> Map<String, List<T>> lists(
            Class<E> type,
            String where,
            Collection<String> logins,
            Function<E, String> loginOf,
            Function<E, T> itemOf) {
        Map<String, List<T>> lists = new HashMap<>();
        for (E entity : read(type, where, "order by login, position", logins)) {
            lists.computeIfAbsent(loginOf.apply(entity), login -> new ArrayList<>()).add(itemOf.apply(entity));
        }
        return lists;
    }

    private <E> List<E> read(Class<E> type, String where, String order, Collection<String> logins) {
        var query = session.createSelectionQuery("from " + type.getSimpleName() + " " + where + " " + order, type);
        if (!where.isEmpty()) {
            query.setParameterList("logins", logins);
        }
        List<E> entities = query.getResultList();
        entities.forEach(session::detach);
        return entities;
    }

    private static Customer customer(
            CustomerEntity entity, List<String> aliases, List<String> domains, List<FixedAddress> addresses) {
        return new Customer(
                entity.login,
                aliases,
                worded(Product.values(), Product::word, entity.product),
                domains,
                worded(Line.values(), Line::word, entity.line),
                addresses,
                entity.usesSmarthost,
                entity.spamFilter,
                worded(Language.values(), Language::word, entity.language),
                worded(SubscriptionState.values(), SubscriptionState::word, entity.state),
                Optional.ofNullable(entity.testConsent),
                worded(SubscriptionStyle.values(), SubscriptionStyle::word, entity.style));
    }

    private static <T> T worded(T[] values, Function<T, String> wordOf, String word) {
        for (T value : values) {
            if (wordOf.apply(value).equals(word)) {
                return value;
            }
        }
        throw new IllegalStateException("the customers' table holds a word that no import writes: " + word);
    }

    private static FixedAddress fixedAddress(AddressEntity entity) {
        return new FixedAddress(InetAddress.ofLiteral(entity.address), entity.port, entity.pushTarget);
    }

    /** Which login each of these aliases has now; those that none has are left out. */
    Map<String, String> ownersOfAliases(Collection<String> aliases) {
        return owners("select alias, login from AliasEntity where alias in :names", aliases);
    }

    /** The same for domains. */
    Map<String, String> ownersOfDomains(Collection<String> domains) {
        return owners("select domain, login from DomainEntity where domain in :names", domains);
    }

    /** The same for addresses, as text. */
    Map<String, String> ownersOfAddresses(Collection<String> addresses) {
        return owners("select address, login from AddressEntity where address in :names", addresses);
    }

    /** Those of the names that are logins, each its own owner. */
    Map<String, String> ownersOfLogins(Collection<String> names) {
        return owners("select login, login from CustomerEntity where login in :names", names);
    }

    private Map<String, String> owners(String query, Collection<String> names) {
        Map<String, String> owners = new HashMap<>();
        if (!names.isEmpty()) {
            session.createSelectionQuery(query, Object[].class)
                    .setParameterList("names", names)
                    .getResultList()
                    .forEach(row -> owners.put((String) row[0], (String) row[1]));
        }
        return owners;
    }

    /** Takes away what these customers have, so that another may get it in the same import. */
    void release(Collection<String> logins) {
        for (String entity : List.of("AliasEntity", "DomainEntity", "AddressEntity")) {
            session.createMutationQuery("delete from " + entity + " where login in :logins")
                    .setParameterList("logins", logins)
                    .executeUpdate();
        }
    }

    /** Gives a domain of a customer another name, in the same place. */
    void renameDomain(String login, int position, String oldName, String newName) {
        session.createMutationQuery("delete from DomainEntity where domain = :name and login = :login")
                .setParameter("name", oldName)
                .setParameter("login", login)
                .executeUpdate();
        DomainEntity renamed = new DomainEntity(login, position, newName);
        session.persist(renamed);
        session.flush();
        session.detach(renamed);
    }

    /** Writes customers, those that are new and those that were released. */
    void write(Collection<Customer> customers, Collection<String> newLogins) {
        List<Object> written = new ArrayList<>();
        for (Customer customer : customers) {
            CustomerEntity entity = new CustomerEntity(customer);
            if (newLogins.contains(customer.login())) {
                session.persist(entity);
                written.add(entity);
            } else {
                written.add(session.merge(entity));
            }
        }
        for (Customer customer : customers) {
            persist(customer.aliases(), customer.login(), AliasEntity::new, written);
            persist(customer.domains(), customer.login(), DomainEntity::new, written);
            persist(customer.addresses(), customer.login(), AddressEntity::new, written);
        }
        session.flush();
        written.forEach(session::detach);
    }

    @FunctionalInterface
    private interface Placed<T> {
        Object of(String login, int position, T item);
    }

    private <T> void persist(List<T> items, String login, Placed<T> entityOf, List<Object> written) {
        for (int position = 0; position < items.size(); position++) {
            Object entity = entityOf.of(login, position, items.get(position));
            session.persist(entity);
            written.add(entity);
        }
    }
}
