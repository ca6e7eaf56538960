// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.CustomerImport;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.customers.Product;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.customers.SubscriptionStyle;

/** What the file says is found in the database: logins and aliases (B10), domains (B1), products (B2). */
class StoredCustomersTest extends BooksOfItsOwn {

    private static final String HEADER = "login,aliases,product,domains,line,addresses,push-target,smarthost,"
            + "spam-filter,language,state,test-consent\n";
    private static final String ANN = "ann,info sales,advanced-business-mail,ann.example shop.example,dial-up,"
            + "192.0.2.7 [2001:db8::7]:2525,2001:db8::7,yes,yes,nl,suspended,2026-03-31\n";
    private static final String BOB = "bob,,advanced-mail,bob.isp.example,elsewhere,198.51.100.9,,,,,,\n";

    /** Behind the back of whoever remembers. */
    @BeforeEach
    void nobody() {
        customers = StoredCustomers.in(store, _ -> false);
        for (String table : List.of("customer_alias", "customer_domain", "customer_address", "customer")) {
            store.inTransaction(session -> session.createNativeMutationQuery("delete from bsmtp_" + table)
                    .executeUpdate());
        }
    }

    private CustomerImport imported(String csv) throws IOException {
        CustomerImport done = customers.importCsv(BadCustomersTest.bytes(csv), false);
        assertEquals("", BadCustomersTest.text(done));
        return done;
    }

    @Test
    void everyColumnComesBack() throws IOException {
        imported(HEADER + ANN);
        Customer ann = new Customer(
                "ann",
                List.of("info", "sales"),
                Product.ADVANCED_BUSINESS_MAIL,
                List.of("ann.example", "shop.example"),
                Line.DIAL_UP,
                List.of(
                        new FixedAddress(InetAddress.ofLiteral("192.0.2.7"), 25, false),
                        new FixedAddress(InetAddress.ofLiteral("2001:db8::7"), 2525, true)),
                true,
                true,
                Language.DUTCH,
                SubscriptionState.SUSPENDED,
                Optional.of(LocalDate.of(2026, 3, 31)));
        assertEquals(Optional.of(ann), customers.byLogin("ann"));
        assertEquals(List.of(ann), customers.all());
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            old | OLD | B8: an old-style subscription has no mail trigger
            new | NEW | B8: a new-style one has it
            ''  | NEW | what is left out has a default
            """)
    void theStyleSaysWhetherThereIsAMailTrigger(String word, SubscriptionStyle style, String why) throws IOException {
        imported("login,product,line,style\nann,advanced-mail,adsl," + word + "\n");
        Customer ann = customers.byLogin("ann").orElseThrow();
        assertEquals(style, ann.style(), why);
        assertEquals(style == SubscriptionStyle.NEW, ann.hasMailTrigger(), why);
    }

    @Test
    void whatIsLeftOutHasADefault() throws IOException {
        imported("line, Product ,LOGIN,addresses\nelsewhere,advanced-mail,Bob,\"198.51.100.9  198.51.100.10:26\"\n");
        Customer bob = new Customer(
                "bob",
                List.of(),
                Product.ADVANCED_MAIL,
                List.of(),
                Line.ELSEWHERE,
                List.of(
                        new FixedAddress(InetAddress.ofLiteral("198.51.100.9"), 25, true),
                        new FixedAddress(InetAddress.ofLiteral("198.51.100.10"), 26, false)),
                false,
                false,
                Language.ENGLISH,
                SubscriptionState.ACTIVE,
                Optional.empty());
        assertEquals(Optional.of(bob), customers.byLogin("bob"));
    }

    @ParameterizedTest(name = "{0} {1} is {2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "nobody", textBlock = """
            login   | ann               | ann    | as it is
            login   | ANN               | ann    | whatever its case
            login   | info              | nobody | an alias is no login
            mailbox | ann               | ann    | B10: the login
            mailbox | SALES             | ann    | B10: an alias, whatever its case
            mailbox | sale              | nobody | no part of a name
            mailbox | sale%             | nobody | no pattern of the database
            mailbox | \u212aate         | nobody | the Kelvin sign is no k
            mailbox | ''                | nobody | nothing
            domain  | Shop.EXAMPLE      | ann    | B1: whatever its case
            domain  | mail.shop.example | nobody | a domain is no domain of what is below it
            domain  | bob.isp.example   | bob    | B2: a host name of ours
            address | 192.0.2.7         | ann    | IPv4
            address | 2001:DB8:0:0::7   | ann    | one address, however it is written
            address | 192.0.2.8         | nobody | no neighbour
            """)
    void looksUp(String by, String what, String login, String why) throws IOException {
        imported(HEADER + ANN + BOB + "kate,,advanced-mail,,adsl,,,,,,,\n");
        Optional<Customer> found =
                switch (by) {
                    case "login" -> customers.byLogin(what);
                    case "mailbox" -> customers.byMailbox(what);
                    case "domain" -> customers.byDomain(what);
                    case "address" -> customers.byAddress(InetAddress.ofLiteral(what));
                    default -> throw new IllegalArgumentException(by);
                };
        assertEquals(Optional.ofNullable(login), found.map(Customer::login), why);
        if (by.equals("login")) {
            assertEquals(found.isPresent(), customers.hasLogin(what), why);
        }
    }

    @Test
    void theSameFileAgainTouchesNoRow() throws IOException {
        assertEquals(2, imported(HEADER + ANN + BOB).changes().size());
        store.inTransaction(session -> session.createNativeMutationQuery(
                        "update bsmtp_customer_alias set position = position + 10")
                .executeUpdate());
        CustomerImport again = imported(HEADER + BOB + ANN);
        assertEquals(new CustomerImport(List.of(), List.of(), 2, false), again);
        assertEquals(
                List.of(10, 11),
                store.transaction(session -> session.createNativeQuery(
                                "select position from bsmtp_customer_alias order by position", Integer.class)
                        .getResultList()),
                "a row that is written again would have its old place");
    }

    @Test
    void saysWhichColumnsDiffer() throws IOException {
        imported(HEADER + ANN + BOB);
        CustomerImport changed = imported(HEADER
                + ANN.replace("dial-up", "adsl").replace("ann.example shop", "shop").replace("2026-03-31", "")
                + BOB
                + "cas,,advanced-mail,,adsl,,,,,,,\n");
        assertEquals(
                List.of(
                        "ann false domains ann.example shop.example -> shop.example; line dial-up -> adsl;"
                                + " test-consent 2026-03-31 -> (none)",
                        "cas true new"),
                changed.changes().stream()
                        .map(change -> change.login() + " " + change.isNew() + " " + change.what())
                        .toList());
        assertEquals(
                customers.all().stream().filter(one -> !one.login().equals("bob")).toList(),
                changed.changes().stream().map(CustomerImport.Change::customer).toList());
        assertEquals(1, changed.unchanged());
        assertEquals(Line.ADSL, customers.byLogin("ann").orElseThrow().line());
        assertEquals(Optional.empty(), customers.byDomain("ann.example"), "what was given up is gone");
    }

    @Test
    void aDryRunSaysTheSameAndWritesNothing() throws IOException {
        imported(HEADER + ANN);
        List<Customer> before = customers.all();
        String next = HEADER + ANN.replace("dial-up", "adsl") + BOB;
        CustomerImport looked = customers.importCsv(BadCustomersTest.bytes(next), true);
        assertTrue(looked.dryRun());
        assertEquals(before, customers.all());
        CustomerImport done = imported(next);
        assertEquals(looked.changes(), done.changes());
        assertEquals(looked.unchanged(), done.unchanged());
    }

    @Test
    void aCustomerWhoIsNotInTheFileStays() throws IOException {
        imported(HEADER + ANN + BOB);
        imported(HEADER + BOB);
        assertEquals(List.of("ann", "bob"), customers.all().stream().map(Customer::login).toList());
    }

    @ParameterizedTest(name = "{0} first")
    @CsvSource({"ann", "bob"})
    void whatOneGivesUpAnotherMayGetInTheSameFile(String first) throws IOException {
        imported(HEADER + ANN + BOB);
        String ann = "ann,,advanced-mail,ann.example,adsl,,,,,,,\n";
        String bob = "bob,info,advanced-mail,shop.example,adsl,192.0.2.7,,,,,,\n";
        imported(HEADER + (first.equals("ann") ? ann + bob : bob + ann));
        assertEquals("bob", customers.byDomain("shop.example").orElseThrow().login());
        assertEquals("bob", customers.byMailbox("info").orElseThrow().login());
        assertEquals(
                "bob",
                customers.byAddress(InetAddress.ofLiteral("192.0.2.7")).orElseThrow().login());
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreTaken() throws IOException {
        imported("\ufeff" + (HEADER + ANN).replace("\n", "\r\n"));
        assertEquals(1, customers.all().size());
    }

    @Test
    void aHeaderAloneChangesNothing() throws IOException {
        assertEquals(new CustomerImport(List.of(), List.of(), 0, false), imported(HEADER));
    }

    @Test
    void moreRowsThanGoAtOnce() throws IOException {
        StringBuilder csv = new StringBuilder("login,aliases,product,domains,line,addresses\n");
        for (int n = 0; n < 1201; n++) {
            csv.append("c%1$d,a%1$d,advanced-mail,c%1$d.example,adsl,198.18.%2$d.%3$d\n"
                    .formatted(n, n / 250, n % 250 + 1));
        }
        assertEquals(1201, imported(csv.toString()).changes().size());
        assertEquals(1201, imported(csv.toString()).unchanged());
        assertEquals("c1200", customers.byMailbox("a1200").orElseThrow().login());
    }

    @Test
    void aCustomerWhoseLoginCanNameNoFolderDoesNotExist() throws IOException {
        imported(HEADER + BOB);
        Customer bob = customers.byLogin("bob").orElseThrow();
        for (String bad : List.of("..", "../etc", "a/b", "", "A", "a..b", "a.")) {
            assertThrows(IllegalArgumentException.class, () -> new Customer(
                    bad,
                    List.of(),
                    bob.product(),
                    List.of(),
                    bob.line(),
                    List.of(),
                    false,
                    false,
                    bob.language(),
                    bob.state(),
                    Optional.empty()));
        }
    }
}
