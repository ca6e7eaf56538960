// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.marks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.stored.StoredCustomers;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.scanner.sweep.Sweep;
import org.relaywarden.testbed.TurnableClock;

/** What operators say of hosts: kept with who and why, and never taken out (D3). */
class MarksTest {

    private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.7");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TurnableClock clock = new TurnableClock(NOON);
    private Store store;
    private Customers customers;
    private Marks marks;

    StoreSettings database() {
        return new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "", 10);
    }

    @BeforeEach
    void open() throws IOException {
        store = Store.open(
                database(),
                List.of(
                        new StoreModule("bsmtp", StoredCustomers.entities()),
                        new StoreModule("scanner", Sweep.entities())));
        customers = StoredCustomers.in(store, _ -> false);
        enter("ann", "192.0.2.7");
        marks = Marks.in(store, customers, Journal.toLog(), clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aMarkStandsWithWhoWhyAndWhen() {
        HostMark mark = assertInstanceOf(Marking.Done.class, marks.mark(HOST, "ops", "a trap")).mark();

        assertEquals(new HostMark("ann", HOST, "ops", "a trap", NOON), mark);
        assertEquals(List.of(mark), marks.standing());
        assertEquals(Optional.of(mark), marks.of("ann", HOST));
        clock.advance(Duration.ofHours(1));
        assertEquals(new Marking.StandsAlready(mark), marks.mark(HOST, "eve", "again"));
    }

    @Test
    void unmarkedItCanBeMarkedAgain() {
        marks.mark(HOST, "ops", "a trap");

        assertEquals("a trap", marks.unmark(HOST, "boss").orElseThrow().reason());
        assertEquals(List.of(), marks.standing());
        assertEquals(Optional.empty(), marks.unmark(HOST, "boss"), "a second time there is none");
        assertInstanceOf(Marking.Done.class, marks.mark(HOST, "ops", "a trap again"));
        List<String> kept = store.transaction(session -> session.createNativeQuery(
                        "select concat(marked_by, ' ', reason, ' ', coalesce(unmarked_by, '-')) from scan_mark order by id",
                        String.class)
                .getResultList());
        assertEquals(List.of("ops a trap boss", "ops a trap again -"), kept, "what was done is never taken out");
    }

    @Test
    void anAddressOfNobodyIsNotMarked() {
        assertEquals(new Marking.NoCustomers(), marks.mark(InetAddress.ofLiteral("192.0.2.8"), "ops", "a trap"));
        assertEquals(List.of(), marks.standing());
    }

    @Test
    void whoGetsTheAddressDoesNotInheritTheMark() throws IOException {
        marks.mark(HOST, "ops", "a trap");
        enter("ann", "192.0.2.9");
        enter("bob", "192.0.2.7");

        assertEquals(Optional.empty(), marks.of("bob", HOST));
        assertInstanceOf(Marking.Done.class, marks.mark(HOST, "ops", "a trap of bob's"));
        assertEquals(List.of("bob"), marks.standing().stream().map(HostMark::login).toList());
    }

    @Test
    void wordsThatDoNotFitAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> marks.mark(HOST, " ", "a trap"));
        assertThrows(IllegalArgumentException.class, () -> marks.mark(HOST, "ops", "x".repeat(201)));
        assertThrows(IllegalArgumentException.class, () -> marks.mark(HOST, "ops", "a\u001b[2J"));
        assertThrows(IllegalArgumentException.class, () -> marks.unmark(HOST, ""));
    }

    private void enter(String login, String address) throws IOException {
        String csv = "login,product,domains,line,addresses,state\n"
                + login + ",advanced-business-mail," + login + ".example,adsl," + address + ",active\n";
        var done = customers.importCsv(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), false);
        assertEquals(List.of(), done.faults());
    }
}
