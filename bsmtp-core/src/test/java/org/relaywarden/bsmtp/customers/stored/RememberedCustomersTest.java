// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.renames.Renaming;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;

/** What is remembered of the customers, and for how long. */
class RememberedCustomersTest {

    private static final String HEADER = "login,aliases,product,domains,line,addresses,push-target\n";
    private static final String ANN = "ann,info,advanced-business-mail,ann.example,adsl,192.0.2.7,\n";

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> asked = new ArrayList<>();
    private Store store;
    private Customers customers;
    private Runnable beforeAnswer = () -> {};

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        store = Store.open(
                StoreSettings.embedded(folder.resolve("state")),
                List.of(new StoreModule("bsmtp", StoredCustomers.entities())));
        customers = new RememberedCustomers(watched(new StoredCustomers(store, _ -> false)), nanos::get);
        take(ANN);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Notes each question; the answer is there before it is given. */
    private Customers watched(Customers stored) {
        return (Customers) Proxy.newProxyInstance(
                Customers.class.getClassLoader(), new Class<?>[] {Customers.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(stored, arguments);
                    if (arguments != null && arguments.length == 1) {
                        asked.add(method.getName() + " " + arguments[0]);
                        beforeAnswer.run();
                    }
                    return answer;
                });
    }

    private void take(String rows) throws IOException {
        customers.importCsv(new ByteArrayInputStream((HEADER + rows).getBytes(StandardCharsets.UTF_8)), false);
    }

    private String owner(String domain) {
        return customers.byDomain(domain).map(Customer::login).orElse("nobody");
    }

    @Test
    void eachNameIsAskedForOnceWhateverItsCase() {
        for (String domain : List.of("ann.example", "ANN.example", "world.example", "World.Example")) {
            owner(domain);
            customers.newNameOf(domain);
        }
        for (String name : List.of("info", "INFO", "ann", "eve", "Eve")) {
            customers.byMailbox(name);
        }
        assertEquals(
                List.of("byDomain ann.example", "newNameOf ann.example", "byDomain world.example",
                        "newNameOf world.example", "byMailbox info", "byMailbox ann", "byMailbox eve"),
                asked);
    }

    @Test
    void whatOthersWriteIsSeenAfterAMinute() {
        assertEquals("ann", owner("ann.example"));
        store.inTransaction(session ->
                session.createNativeMutationQuery("delete from bsmtp_customer_domain").executeUpdate());
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertEquals("ann", owner("ann.example"));
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertEquals("nobody", owner("ann.example"));
    }

    @Test
    void whatWeImportIsSeenAtOnce() throws IOException {
        assertEquals("nobody", owner("bob.example"));
        assertEquals(Optional.empty(), customers.byMailbox("sales"));
        take(ANN + "bob,sales,advanced-business-mail,bob.example,adsl,192.0.2.8,\n");
        assertEquals("bob", owner("bob.example"));
        assertEquals(Optional.of("bob"), customers.byMailbox("sales").map(Customer::login));
    }

    @Test
    void aNewHostNameIsSeenAtOnce() {
        assertEquals("ann", owner("ann.example"));
        assertEquals("nobody", owner("new.example"));
        assertEquals(Optional.empty(), customers.newNameOf("ann.example"));
        rename();
        assertEquals("nobody", owner("ann.example"));
        assertEquals("ann", owner("new.example"));
        assertEquals(Optional.of("new.example"), customers.newNameOf("ann.example"));
    }

    /** A question that was under way while the books changed must not leave the old answer behind. */
    @Test
    void anAnswerFromBeforeTheChangeIsNotRemembered() {
        beforeAnswer = () -> {
            beforeAnswer = () -> {};
            rename();
        };
        assertEquals("ann", owner("ann.example"), "it was so when it was asked");
        assertEquals("nobody", owner("ann.example"));
    }

    private void rename() {
        assertInstanceOf(
                Renaming.Done.class, customers.rename("ann", "ann.example", "new.example", "desk", Instant.EPOCH));
    }
}
