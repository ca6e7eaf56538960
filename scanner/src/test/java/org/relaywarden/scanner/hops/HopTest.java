// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.hops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

/** Multi-hop is told by the peer that handed a probe in. */
class HopTest {

    private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress SMARTHOST = InetAddress.ofLiteral("192.0.2.250");

    private static Store store;
    private static Customers customers;

    @BeforeAll
    static void books() throws IOException {
        store = Store.open(
                new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "", 2),
                List.of(new StoreModule("bsmtp", StoredCustomers.entities())));
        customers = StoredCustomers.in(store, _ -> false);
        String csv = """
                login,product,domains,line,addresses,state
                ann,advanced-business-mail,ann.example,adsl,192.0.2.7 192.0.2.8,active
                bob,advanced-business-mail,bob.example,adsl,192.0.2.9,active
                """;
        var result = customers.importCsv(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), false);
        assertEquals(List.of(), result.faults());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @ParameterizedTest(name = "{0} is {1}: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            192.0.2.7    | TheHost       | -                    | in and out are one
            192.0.2.8    | OwnOther      | other address        | a NAT or a second server of the same customer
            192.0.2.250  | OurSmarthost  | never to the smarthost | the host is at fault
            192.0.2.9    | OtherCustomer | customer bob         | trusts the tested host
            203.0.113.77 | Elsewhere     | nothing more         | none of our customers
            2001:db8::7  | Elsewhere     | nothing more         | another family is another address
            """)
    void aHopIsWhoeverHandedTheProbeIn(String peer, String hop, String words, String why) {
        Hop told = Hop.of("ann", HOST, InetAddress.ofLiteral(peer), customers, SMARTHOST::equals);

        assertEquals(hop, told.getClass().getSimpleName(), why);
        assertEquals(words == null, told.words().isEmpty());
        assertTrue(words == null || told.words().orElseThrow().contains(words), () -> told.words().toString());
    }

    @ParameterizedTest
    @CsvSource("192.0.2.9")
    void ourSmarthostIsOursWhoeverTheBooksSayItIs(String peer) {
        InetAddress address = InetAddress.ofLiteral(peer);
        assertEquals(
                new Hop.OurSmarthost(address), Hop.of("ann", HOST, address, customers, address::equals));
    }
}
