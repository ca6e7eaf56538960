// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.dns.NameServers.Family;
import org.relaywarden.testbed.servers.DnsmasqServer;
import org.relaywarden.testbed.servers.Requirements;

/** Single questions to a real name server. */
class NameServersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int BYTES_OF_A_DATAGRAM = 4_096;

    @TempDir
    static Path folder;

    private static DnsmasqServer server;
    private static NameServers asked;

    @BeforeAll
    static void start() {
        Requirements.needsDnsmasq();
        server = DnsmasqServer.start(folder,
                "--txt-record=parts.example,v=spf1 ,ip4:192.0.2.0/24",
                "--dns-rr=odd.example,16,0261e9020a62",
                "--txt-record=large.example" + (",x" + "y".repeat(199)).repeat(BYTES_OF_A_DATAGRAM / 200 + 1),
                "--host-record=host.example,192.0.2.7,2001:db8::7");
        asked = NameServers.of(new DnsSettings(List.of(server.address()), PATIENCE));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aTextIsJoinedAndMadeVisible() {
        assertEquals(new Answer.Found<>(List.of("v=spf1 ip4:192.0.2.0/24")), asked.texts("parts.example", PATIENCE));
        assertEquals(new Answer.Found<>(List.of("a??b")), asked.texts("odd.example", PATIENCE));
    }

    /** RFC 7766: cut off in a datagram, it is asked for again by TCP. */
    @Test
    void whatFitsNoDatagramComesWhole() {
        var found = (Answer.Found<String>) asked.texts("large.example", PATIENCE);
        assertEquals(200 * (BYTES_OF_A_DATAGRAM / 200 + 1), found.values().getFirst().length());
    }

    @Test
    void addressesComeByFamily() {
        assertEquals(
                new Answer.Found<>(List.of(InetAddress.ofLiteral("192.0.2.7"))),
                asked.addresses("host.example", Family.IPV4, PATIENCE));
        assertEquals(
                new Answer.Found<>(List.of(InetAddress.ofLiteral("2001:db8::7"))),
                asked.addresses("host.example", Family.IPV6, PATIENCE));
        assertEquals(new Answer.NothingOfIt<>(), asked.addresses("parts.example", Family.IPV4, PATIENCE));
    }

    @Test
    void anAddressHasItsNames() {
        assertEquals(
                new Answer.Found<>(List.of("host.example")), asked.names(InetAddress.ofLiteral("192.0.2.7"), PATIENCE));
        assertEquals(
                new Answer.Found<>(List.of("host.example")),
                asked.names(InetAddress.ofLiteral("2001:db8::7"), PATIENCE));
    }
}
