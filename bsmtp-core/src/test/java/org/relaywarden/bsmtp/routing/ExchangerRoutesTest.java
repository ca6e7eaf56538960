// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.dns.Exchange;
import org.relaywarden.bsmtp.dns.MailExchanger;

/** RFC 5321 section 5.1: which hosts are dialled, in which order, and never ourselves. */
class ExchangerRoutesTest {

    private static final InetAddress OURS = InetAddress.ofLiteral("192.0.2.25");

    private static Route route(Exchange exchange) {
        return Routes.byExchangers(_ -> exchange, OURS::equals).of("far.example");
    }

    /** {@code 10 mx1 192.0.2.1 192.0.2.2; 20 mx2}. */
    private static Exchange found(String records) {
        return new Exchange.Found(Arrays.stream(records.split("; *"))
                .map(record -> record.strip().split(" +"))
                .map(words -> new MailExchanger(Integer.parseInt(words[0]), words[1],
                        Arrays.stream(words).skip(2).map(InetAddress::ofLiteral).toList(),
                        words.length > 2 ? "" : "has no address"))
                .toList());
    }

    private static String text(Route route) {
        return switch (route) {
            case Route.Hosts(List<InetAddress> addresses) ->
                    addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(" "));
            case Route.Nowhere nowhere -> "never " + nowhere.status();
            case Route.Unknown _ -> "later";
        };
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            10 a 198.51.100.1; 20 b 198.51.100.2                | 198.51.100.1 198.51.100.2 | the preferred first
            10 a; 20 b 198.51.100.2                             | 198.51.100.2 | one without an address is left out
            10 a 198.51.100.1; 20 b 198.51.100.1                | 198.51.100.1 | nobody is dialled twice
            10 a 198.51.100.1; 20 us 192.0.2.25; 30 c 198.51.100.3 | 198.51.100.1 | those behind us send to us
            10 a 198.51.100.1; 20 us 192.0.2.25; 20 c 198.51.100.3 | 198.51.100.1 | and so do our equals
            10 us 192.0.2.25; 20 c 198.51.100.3                 | never 5.4.6  | we are first, and don't serve it
            10 a 127.0.0.1                                      | later        | nothing on this machine
            10 a 0.0.0.0; 20 b 169.254.0.1; 30 c 224.0.0.1      | later        | nor beside it
            10 a 127.0.0.1; 20 b 198.51.100.2                   | 198.51.100.2 | the others are dialled all the same
            10 a; 20 b                                          | later        | there may be addresses tomorrow
            """)
    void byPreferenceAndNeverBackToUs(String records, String expected, String why) {
        assertEquals(expected, text(route(found(records))), why);
    }

    @Test
    void whatTheDomainSaysItself() {
        assertEquals("never 5.1.10", text(route(new Exchange.NullMx())), "RFC 7505 section 4.3");
        assertEquals("never 5.1.2", text(route(new Exchange.NoSuchDomain())));
        assertEquals("later", text(route(new Exchange.NoAnswer("silent"))), "says nothing about the domain");
        assertEquals("never 5.4.4", text(route(new Exchange.NoneButAddress(List.of()))));
        assertEquals("198.51.100.9", text(route(new Exchange.NoneButAddress(
                List.of(InetAddress.ofLiteral("198.51.100.9"))))), "the implicit MX");
        assertEquals("never 5.4.6", text(route(new Exchange.NoneButAddress(List.of(OURS)))));
    }

    /** Section 5.1: equal ones share the load. Of a hundred tries, none falls out by chance in 2^99 runs. */
    @Test
    void equalOnesInAnyOrder() {
        Exchange exchange = found("10 a 198.51.100.1; 10 b 198.51.100.2; 20 c 198.51.100.3");
        Set<String> seen = new HashSet<>();
        for (int tries = 0; tries < 100; tries++) {
            seen.add(text(route(exchange)));
        }
        assertEquals(Set.of("198.51.100.1 198.51.100.2 198.51.100.3", "198.51.100.2 198.51.100.1 198.51.100.3"), seen);
    }

    @Test
    void fiveAddressesAreEnough() {
        String many = "10 a " + String.join(" ", IntStream.rangeClosed(1, 30)
                .mapToObj(last -> "198.51.100." + last)
                .toList());
        assertEquals(5, text(route(found(many))).split(" ").length);
    }

    @Test
    void thisMachineKnowsItsAddresses() {
        var own = new OwnAddresses(List.of(OURS));
        assertTrue(own.test(InetAddress.ofLiteral("127.0.0.1")) && own.test(OURS));
        assertTrue(!own.test(InetAddress.ofLiteral("198.51.100.77")));
    }
}
