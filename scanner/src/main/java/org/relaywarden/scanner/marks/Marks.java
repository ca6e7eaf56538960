// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.marks;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;

/** The hosts that operators marked as traps. What was marked and unmarked, by whom, is never taken out. Thread-safe. */
public final class Marks {

    private final Store store;
    private final Customers customers;
    private final InstantSource clock;
    private final MarkJournal journal;

    private Marks(Store store, Customers customers, Journal journal, InstantSource clock) {
        this.store = store;
        this.customers = customers;
        this.journal = new MarkJournal(journal);
        this.clock = clock;
    }

    /** The marks in this store, opened with {@link #entities()}. */
    public static Marks in(Store store, Customers customers, Journal journal, InstantSource clock) {
        return new Marks(store, customers, journal, clock);
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule} {@code scanner}. */
    public static List<Class<?>> entities() {
        return List.of(MarkEntity.class);
    }

    /**
     * Marks a host as a trap. A case that is open stays as it is.
     *
     * @param address of the customers' table
     * @throws IllegalArgumentException when name or reason does not fit
     */
    public Marking mark(InetAddress address, String by, String reason) {
        Optional<Customer> owner = customers.byAddress(address);
        if (owner.isEmpty()) {
            return new Marking.NoCustomers();
        }
        HostMark mark = new HostMark(owner.get().login(), address, by, reason, now());
        return store.transaction(session -> {
            Optional<MarkEntity> before = standing(session, address);
            if (before.filter(other -> other.login.equals(mark.login())).isPresent()) {
                return new Marking.StandsAlready(before.get().toMark());
            }
            // One of the customer who had the address before has no meaning any more, and gives way.
            before.ifPresent(other -> end(session, other, by));
            session.persist(new MarkEntity(mark));
            store.afterCommit(() -> journal.marked(mark));
            return new Marking.Done(mark);
        });
    }

    /**
     * Takes a mark away: the host is judged by what is seen again.
     *
     * @return the mark that stood; empty where none did
     */
    public Optional<HostMark> unmark(InetAddress address, String by) {
        HostMark.checkPerson(by);
        return store.transaction(session -> standing(session, address).map(entity -> {
            end(session, entity, by);
            return entity.toMark();
        }));
    }

    /** The marks that stand, by login and address. */
    public List<HostMark> standing() {
        return store.transaction(session -> session.createSelectionQuery(
                        "from MarkEntity where standingKey is not null order by login, address", MarkEntity.class)
                .getResultStream()
                .map(MarkEntity::toMark)
                .toList());
    }

    /** The mark of a host, while it is this customer's; within the caller's transaction, if there is one. */
    public Optional<HostMark> of(String login, InetAddress address) {
        return store.transaction(session -> standing(session, address)
                .filter(entity -> entity.login.equals(login))
                .map(MarkEntity::toMark));
    }

    private void end(Session session, MarkEntity entity, String by) {
        entity.standingKey = null;
        entity.unmarkedBy = by;
        entity.unmarkedAt = now();
        session.flush();
        HostMark ended = entity.toMark();
        store.afterCommit(() -> journal.unmarked(ended, by));
    }

    private static Optional<MarkEntity> standing(Session session, InetAddress address) {
        return session.createSelectionQuery("from MarkEntity where standingKey = :address", MarkEntity.class)
                .setParameter("address", address.getHostAddress())
                .getResultStream()
                .findFirst();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
