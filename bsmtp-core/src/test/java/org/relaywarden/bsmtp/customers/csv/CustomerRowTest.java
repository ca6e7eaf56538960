// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.customers.Product;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.customers.SubscriptionStyle;

class CustomerRowTest {

    @Property
    void whatIsWrittenIsReadBackTheSame(@ForAll("customers") Customer customer) {
        Faults faults = new Faults();
        CustomerRow row = CustomerRow.read(2, column -> column.of(customer), faults);
        assertEquals(List.of(), faults.byLine());
        assertEquals(Optional.of(customer), row.customer());
    }

    @Provide
    Arbitrary<Customer> customers() {
        Arbitrary<List<String>> aliases = names("alias").list().ofMaxSize(3).uniqueElements();
        Arbitrary<List<String>> domains =
                names("d").map(name -> name.replace("_", "-") + ".example").list().ofMaxSize(3).uniqueElements();
        Arbitrary<Optional<LocalDate>> consent =
                Arbitraries.integers().between(0, 40_000).map(LocalDate::ofEpochDay).optional();
        Arbitrary<Boolean> yes = Arbitraries.of(true, false);
        return Combinators.combine(
                        names("login"), aliases, domains, addresses(), consent, Arbitraries.of(Line.values()), yes, yes)
                .as((login, alias, domain, address, day, line, smarthost, filter) -> new Customer(
                        login,
                        alias,
                        filter ? Product.ADVANCED_MAIL : Product.ADVANCED_BUSINESS_MAIL,
                        domain,
                        line,
                        address,
                        smarthost,
                        filter,
                        smarthost ? Language.DUTCH : Language.ENGLISH,
                        SubscriptionState.values()[domain.size() % 3],
                        day,
                        SubscriptionStyle.values()[alias.size() % 2]));
    }

    private static Arbitrary<String> names(String start) {
        return Arbitraries.strings()
                .withChars("abz059_-")
                .ofMaxLength(8)
                .map(end -> start + end + "0");
    }

    private static Arbitrary<List<FixedAddress>> addresses() {
        Arbitrary<byte[]> version4 = bytes(4).map(bytes -> replaced(bytes, 192));
        Arbitrary<byte[]> version6 = bytes(16).map(bytes -> replaced(bytes, 0x20));
        Arbitrary<List<InetAddress>> hosts = Arbitraries.oneOf(version4, version6)
                .map(CustomerRowTest::address)
                .list()
                .ofMaxSize(3)
                .uniqueElements();
        Arbitrary<Integer> ports = Arbitraries.oneOf(Arbitraries.just(25), Arbitraries.integers().between(1, 65_535));
        return Combinators.combine(hosts, ports, Arbitraries.integers().between(0, 2)).as(CustomerRowTest::fixed);
    }

    private static List<FixedAddress> fixed(List<InetAddress> hosts, int port, int target) {
        List<FixedAddress> fixed = new ArrayList<>();
        for (InetAddress host : hosts) {
            fixed.add(new FixedAddress(host, port, fixed.size() == target % hosts.size()));
        }
        return fixed;
    }

    private static Arbitrary<byte[]> bytes(int length) {
        return Arbitraries.bytes().array(byte[].class).ofSize(length);
    }

    private static byte[] replaced(byte[] bytes, int first) {
        bytes[0] = (byte) first;
        return bytes;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
