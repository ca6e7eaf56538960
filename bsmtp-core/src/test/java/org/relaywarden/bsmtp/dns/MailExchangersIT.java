// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.servers.DnsmasqServer;
import org.relaywarden.testbed.servers.Requirements;

/** B18: where mail for a domain goes, asked of a real name server. */
class MailExchangersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    static Path folder;

    private static DnsmasqServer server;

    @BeforeAll
    static void start() {
        Requirements.needsDnsmasq();
        server = DnsmasqServer.start(folder,
                "--mx-host=two.example,mx2.example,20",
                "--mx-host=two.example,MX1.example,10",
                "--mx-host=alias.example,name.example,5",
                "--mx-host=dangling.example,gone.example,5",
                "--mx-host=silent.example,mx.elsewhere.test,5",
                "--dns-rr=null.example,15,000000",
                "--dns-rr=nullish.example,15,000000",
                "--mx-host=nullish.example,mx1.example,5",
                "--dns-rr=odd.example,15,0007046d1b5b78076578616d706c6500",
                "--host-record=mx1.example,192.0.2.1,2001:db8::1",
                "--host-record=mx2.example,192.0.2.2",
                "--cname=name.example,mx2.example",
                "--host-record=plain.example,192.0.2.9",
                "--txt-record=nothing.example,here");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static MailExchangers asking(InetSocketAddress... servers) {
        return MailExchangers.by(new DnsSettings(List.of(servers), PATIENCE));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            two.example      | 10 mx1.example 192.0.2.1 2001:db8::1; 20 mx2.example 192.0.2.2 | the preferred first
            TWO.Example      | 10 mx1.example 192.0.2.1 2001:db8::1; 20 mx2.example 192.0.2.2 | names have no case
            alias.example    | 5 name.example 192.0.2.2         | an alias, though RFC 2181 section 10.3 forbids it
            dangling.example | 5 gone.example: there is no such name | an exchanger that is not there
            odd.example      | 7 m\\027[x.example: there is no such name | control characters come as numbers
            nullish.example  | 0 : there is no such name; 5 mx1.example 192.0.2.1 2001:db8::1 | RFC 7505: not null beside another
            null.example     | null MX                          | RFC 7505
            plain.example    | address 192.0.2.9                | no MX: the domain's own address
            nothing.example  | address                          | neither
            gone.example     | no such domain                   | NXDOMAIN
            a..example       | no such domain                   | no name at all
            """)
    void whereMailGoes(String domain, String expected, String why) {
        assertEquals(expected, text(asking(server.address()).of(domain)), why);
    }

    private static String text(Exchange exchange) {
        return switch (exchange) {
            case Exchange.Found(List<MailExchanger> found) -> found.stream()
                    .map(one -> one.preference() + " " + one.name()
                            + (one.trouble().isEmpty() ? " " + text(one.addresses()) : ": " + one.trouble()))
                    .collect(Collectors.joining("; "));
            case Exchange.NoneButAddress(List<InetAddress> addresses) -> ("address " + text(addresses)).strip();
            case Exchange.NullMx() -> "null MX";
            case Exchange.NoSuchDomain() -> "no such domain";
            case Exchange.NoAnswer(String words) -> "no answer: " + words;
        };
    }

    private static String text(List<InetAddress> addresses) {
        return addresses.stream()
                .map(address -> address.getHostAddress().replace(":0:0:0:0:0:", "::"))
                .collect(Collectors.joining(" "));
    }

    /** dnsmasq asks nobody for what is not its own, and says so. */
    @Test
    void aServerThatWillNotSayItIsNoWordAboutTheDomain() {
        Exchange exchange = asking(server.address()).of("elsewhere.test");
        String words = assertInstanceOf(Exchange.NoAnswer.class, exchange).words();
        assertTrue(words.contains("answered REFUSED"), words);
    }

    @Test
    void anExchangerWhoseAddressCanNotBeAskedKeepsItsName() {
        assertTrue(text(asking(server.address()).of("silent.example")).startsWith("5 mx.elsewhere.test: name server 127."));
    }

    @Test
    void aSilentServerIsGivenUpInTime() throws IOException {
        try (var silent = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            var address = new InetSocketAddress("127.0.0.1", silent.getLocalPort());
            long begun = System.nanoTime();
            var exchange = MailExchangers.by(new DnsSettings(List.of(address), Duration.ofSeconds(1))).of("two.example");
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertEquals(new Exchange.NoAnswer("name server 127.0.0.1 was silent"), exchange);
            assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, "took " + took);
        }
    }

    @Test
    void theNextServerIsAskedWhenTheFirstIsSilent() throws IOException {
        try (var silent = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            var address = new InetSocketAddress("127.0.0.1", silent.getLocalPort());
            assertEquals(new Exchange.NullMx(), asking(address, server.address()).of("null.example"));
        }
    }
}
