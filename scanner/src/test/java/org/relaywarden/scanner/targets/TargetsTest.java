// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.stored.StoredCustomers;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;

/** S7: only addresses of customers, asked with the very bytes that are about to be dialled. */
class TargetsTest {

    private static Store store;
    private static Targets targets;

    @BeforeAll
    static void books() throws IOException {
        store = Store.open(
                new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "", 2),
                List.of(new StoreModule("bsmtp", StoredCustomers.entities())));
        Customers customers = StoredCustomers.in(store, _ -> false);
        String csv = """
                login,product,domains,line,addresses,state
                ann,advanced-business-mail,ann.example,adsl,192.0.2.7 2001:db8::7,active
                bob,advanced-business-mail,bob.example,adsl,192.0.2.9,ended
                eve,advanced-business-mail,eve.example,elsewhere,203.0.113.9,active
                """;
        var result = customers.importCsv(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), false);
        assertEquals(List.of(), result.faults());
        targets = Targets.among(customers, Set.of(587));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @ParameterizedTest(name = "{0} named {1}, port {2}: {3}, {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            192.0.2.7    | -                | 25  | true  | as the books have it
            192.0.2.7    | -                | 587 | true  | a port of the settings
            192.0.2.7    | -                | 22  | false | neither
            2001:db8::7  | -                | 25  | true  | each family by itself
            192.0.2.8    | -                | 25  | false | the neighbour
            192.0.2.8    | mail.ann.example | 25  | false | a customer's name that resolves elsewhere by now
            192.0.2.7    | elsewhere.test   | 25  | true  | a name does not count, the address does
            192.0.2.9    | -                | 25  | false | no customer any more
            203.0.113.9  | -                | 587 | false | E10: off our network, and no consent
            """)
    void theAddressItselfIsAskedFor(String address, String name, int port, boolean may, String why)
            throws IOException {
        InetAddress bytes = InetAddress.ofLiteral(address);
        InetAddress dialled = name == null ? bytes : InetAddress.getByAddress(name, bytes.getAddress());

        assertEquals(may, targets.mayDial(dialled, port), why);
    }
}
