// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.livecheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.wiring.Instruments;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.store.StoreException;
import org.relaywarden.testbed.servers.DnsmasqServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.simulated.MailSink;

/** A world that is as the settings say, asked of a real name server; then one record or one setting is wrong. */
@Timeout(120)
class LiveCheckIT {

    private static final List<String> RIGHT = List.of(
            "--local=/127.in-addr.arpa/",
            "--mx-host=probe.isp.example,mail.isp.example,10",
            "--mx-host=bounce.probe.isp.example,mail.isp.example,10",
            "--mx-host=quiet.example,mail.isp.example,10",
            "--mx-host=bounce.quiet.example,mail.isp.example,10",
            "--txt-record=bounce.probe.isp.example,v=spf1 ip4:127.0.0.71 ?all",
            "--host-record=mail.isp.example,127.0.0.71",
            "--host-record=relaytest.isp.example,127.0.0.72",
            "--host-record=relaytest.isp.example,127.0.0.73",
            "--mx-host=h127-0-0-74.mx.probe.isp.example,mail.isp.example,10",
            "--mx-host=h127-0-0-74.mx.probe.isp.example,mx.ann.example,80",
            "--host-record=mx.ann.example,127.0.0.74",
            "--mx-host=h127-0-0-74.mx.probe.isp.example,a127-0-0-74.mx.probe.isp.example,90",
            "--host-record=a127-0-0-74.mx.probe.isp.example,127.0.0.74");

    @TempDir
    static Path folder;

    private static Program program;

    @BeforeAll
    static void openTheBooks() throws Exception {
        Requirements.needsDnsmasq();
        Files.createDirectory(folder.resolve("data"));
        program = Program.open(settings("data: {folder: data}"), Instruments.real());
        String csv = """
                login,product,line,domains,addresses
                ann,advanced-mail,adsl,ann.example,127.0.0.74
                """;
        assertEquals(
                List.of(),
                program.customers()
                        .importCsv(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), false)
                        .faults());
    }

    @AfterAll
    static void close() {
        if (program != null) {
            program.close();
        }
    }

    private static Settings settings(String yaml) {
        Surroundings nobody = new Surroundings(Map.of(), folder, folder, folder.resolve("etc.yaml"));
        return assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", nobody)).settings();
    }

    /** @param more lines of YAML, each a section that stands nowhere above */
    private static String yaml(InetSocketAddress nameServer, String scan, String... more) {
        return """
                data: {folder: data}
                dns: {servers: '%s', answer-within: 2s, public-addresses: 127.0.0.71}
                network: {probe-addresses: 127.0.0.73}
                scan: {helo-name: relaytest.isp.example, fresh-collector-domain: quiet.example, mx-domain: mx.probe.isp.example,
                  inside-address: 127.0.0.73, outside-addresses: [%s]}
                """.formatted(nameServer.getAddress().getHostAddress() + ":" + nameServer.getPort(), scan)
                + String.join("\n", more);
    }

    private static List<Checked> look(Settings settings) {
        return new LiveCheck(settings, Optional.of(program.customers()), _ -> { }).look();
    }

    private static List<Checked> troubles(List<Checked> all) {
        return all.stream().filter(checked -> checked.state().isTrouble()).toList();
    }

    @Test
    void aWorldThatIsAsTheSettingsSay() throws Exception {
        try (DnsmasqServer names = DnsmasqServer.start(folder, RIGHT.toArray(String[]::new));
                MailSink relay = new MailSink("127.0.0.75", 0)) {
            List<Checked> all = look(settings(yaml(
                    names.address(), "127.0.0.72",
                    "outgoing: {relay: '127.0.0.75:" + relay.address().getPort() + "'}")));

            assertEquals(List.of(), troubles(all));
            Map<Checked.State, Set<String>> items = all.stream()
                    .collect(Collectors.groupingBy(Checked::state, Collectors.mapping(Checked::item, Collectors.toSet())));
            assertEquals(
                    Set.of("address 127.0.0.72", "address 127.0.0.73", "database", "name server", "our host name",
                            "collector's MX", "probes' MX", "probes' SPF", "fresh collector's MX", "fresh senders' MX", "fresh senders' SPF",
                            "tester's name 127.0.0.72", "tester's name 127.0.0.73", "R20 127.0.0.74", "outgoing relay"),
                    items.get(Checked.State.OK));
            assertEquals(
                    Set.of("R19", "router", "smarthost logins"), items.get(Checked.State.UNUSED), "not set, and a dry run");
        }
    }

    @ParameterizedTest(name = "{2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            --mx-host=probe.isp         | -                                                   | collector's MX | probe.isp.example has no MX record
            --mx-host=probe.isp         | --mx-host=probe.isp.example,mx.other.example,10     | collector's MX | there is no name mx.other.example
            -                           | --mx-host=probe.isp.example,relaytest.isp.example,5 | collector's MX | points at relaytest.isp.example, which is at 127.0.0.7
            --mx-host=bounce.probe      | --mx-host=bounce.probe.isp.example,a127-0-0-74.mx.probe.isp.example,1 | probes' MX | points at a127-0-0-74.mx.probe.isp.example, which is at 127.0.0.74
            --txt-record                | --txt-record=bounce.probe.isp.example,v=spf1 ip4:127.0.0.71 -all | probes' SPF | -all, which comes to FAIL for 127.0.0.74
            --mx-host=probe.isp         | --dns-rr=probe.isp.example,15,000000                | collector's MX | a null MX
            --mx-host=quiet             | -                                                   | fresh collector's MX | quiet.example has no MX record
            --mx-host=bounce.quiet      | --mx-host=bounce.quiet.example,mx.ann.example,10    | fresh senders' MX | mx.ann.example
            -                           | --txt-record=bounce.quiet.example,v=spf1 -all       | fresh senders' SPF | FAIL for 127.0.0.74
            --txt-record                | --txt-record=bounce.probe.isp.example,v=spf1 ~all   | -              | -
            --txt-record                | -                                                   | -              | -
            --txt-record                | --txt-record=bounce.probe.isp.example,v=spf1 ip4:x  | probes' SPF    | comes to PERMERROR
            -                           | --host-record=mail.isp.example,127.0.0.99           | our host name+collector's MX+probes' MX+fresh collector's MX+fresh senders' MX+R20 127.0.0.74 | mail.isp.example is at 127.0.0.
            --host-record=relaytest.isp.example,127.0.0.72 | --host-record=other.isp.example,127.0.0.72 | tester's name 127.0.0.72 | 127.0.0.72 is called other.isp.example; relaytest.isp.example is at 127.0.0.73
            --host-record=relaytest.isp.example,127.0.0.72 | --ptr-record=72.0.0.127.in-addr.arpa,relaytest.isp.example | tester's name 127.0.0.72 | relaytest.isp.example is at 127.0.0.73
            --host-record=relaytest.isp.example,127.0.0.73 | --address=/relaytest.isp.example/127.0.0.73 | tester's name 127.0.0.73 | 127.0.0.73 has no name in DNS
            --mx-host=h127              | -                                                   | R20 127.0.0.74 | there is no name h127-0-0-74.mx.probe.isp.example
            --mx-host=h127-0-0-74.mx.probe.isp.example,a | --mx-host=h127-0-0-74.mx.probe.isp.example,mail.isp.example,85 | R20 127.0.0.74 | points at mail.isp.example, which is not at the host alone
            --host-record=mx.ann        | --host-record=mx.ann.example,127.0.0.98             | R20 127.0.0.74 | points at mx.ann.example, which is at 127.0.0.98
            --mx-host=h127-0-0-74.mx.probe.isp.example,mail | --mx-host=h127-0-0-74.mx.probe.isp.example,mail.isp.example,99 | R20 127.0.0.74 | points at mail.isp.example, which is not at the host alone
            --mx-host=h127-0-0-74.mx.probe.isp.example,mail | --mx-host=h127-0-0-74.mx.probe.isp.example,mail.isp.example,90 | R20 127.0.0.74 | several MX records have the last preference
            --host-record=a127          | --host-record=a127-0-0-74.mx.probe.isp.example,127.0.0.98 | R20 127.0.0.74 | which is not at the host alone
            """)
    void oneRecordIsWrong(String without, String with, String item, String words) {
        List<String> records = new ArrayList<>(RIGHT);
        if (without != null) {
            assertTrue(records.removeIf(record -> record.startsWith(without)), without);
        }
        if (with != null) {
            records.add(with);
        }
        // A name that has some record, so that it is there without the one that is missing.
        records.add("--txt-record=probe.isp.example,ours");
        try (DnsmasqServer names = DnsmasqServer.start(folder, records.toArray(String[]::new))) {
            List<Checked> troubles = troubles(look(settings(yaml(names.address(), "127.0.0.72"))));

            if (item == null) {
                assertEquals(List.of(), troubles);
                return;
            }
            assertEquals(List.of(item.split("\\+")), troubles.stream().map(Checked::item).toList(), troubles::toString);
            Checked trouble = troubles.getFirst();
            assertEquals(Checked.State.WRONG, trouble.state());
            assertTrue(trouble.found().contains(words), trouble::toString);
            assertTrue(!trouble.expected().isEmpty() && trouble.remedy().endsWith("."), trouble::toString);
        }
    }

    @Test
    void aMachineThatIsNotAsTheSettingsSay() throws Exception {
        InetSocketAddress closed;
        try (var once = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.76"))) {
            closed = (InetSocketAddress) once.getLocalSocketAddress();
        }
        try (DnsmasqServer names = DnsmasqServer.start(folder, RIGHT.toArray(String[]::new))) {
            String elsewhere = yaml(names.address(), "192.0.2.99",
                    "outgoing: {relay: '127.0.0.76:" + closed.getPort() + "'}",
                    "store: {url: 'jdbc:mariadb://127.0.0.76:" + closed.getPort() + "/relaywarden', user: rw}",
                    "enforcement: {driver: nftables, nftables: {command: /bin/false}}")
                    .replace("probe-addresses: 127.0.0.73", "probe-addresses: 127.0.0.73, delivery-ranges: 127.0.0.0/8")
                    .replace("fresh-collector-domain: quiet.example, ", "")
                    .replace("mx-domain: mx.probe.isp.example",
                            "mx-domain: mx.probe.isp.example, collector-addresses: 127.0.0.76");
            List<Checked> all = new LiveCheck(settings(elsewhere), Optional.empty(), _ -> { }).look();

            Map<String, Checked> troubles =
                    troubles(all).stream().collect(Collectors.toMap(Checked::item, checked -> checked));
            assertEquals(
                    Set.of("address 192.0.2.99", "database", "tester's name 192.0.2.99", "R19 127.0.0.76",
                            "outgoing relay", "router"),
                    troubles.keySet(), all::toString);
            assertTrue(troubles.get("database").found().contains("connection refused"), troubles::toString);
            assertEquals("Start serve and check again.", troubles.get("R19 127.0.0.76").remedy());
            assertEquals("nobody listens there", troubles.get("outgoing relay").found());
            assertTrue(troubles.get("router").found().contains("\"/bin/false\" failed"), troubles::toString);
            Set<String> unused = all.stream()
                    .filter(checked -> checked.state() == Checked.State.UNUSED)
                    .map(Checked::item)
                    .collect(Collectors.toSet());
            assertTrue(unused.contains("R20"), "no host of the books is known without a program");
            assertTrue(unused.contains("S1b"), "a setting is missing");
        }
    }

    /** Somebody else's name server is away: the record may be right. */
    @Test
    void aNameThatNobodyAnswersForIsNotKnownToBeWrong() {
        List<String> records = new ArrayList<>(RIGHT);
        records.removeIf(record -> record.startsWith("--mx-host=probe.isp"));
        records.add("--mx-host=probe.isp.example,mx.elsewhere.test,10");
        try (DnsmasqServer names = DnsmasqServer.start(folder, records.toArray(String[]::new))) {
            Checked trouble = troubles(look(settings(yaml(names.address(), "127.0.0.72")))).getFirst();

            assertEquals(Checked.State.UNKNOWN, trouble.state(), trouble::toString);
            assertTrue(trouble.found().contains("and DNS did not answer about mx.elsewhere.test"), trouble::toString);
        }
    }

    @Test
    void aDatabaseThatIsAwayWhileTheProgramRuns() {
        Customers away = (Customers) Proxy.newProxyInstance(
                Customers.class.getClassLoader(), new Class<?>[] {Customers.class}, (_, _, _) -> {
                    throw new StoreException(StoreException.Kind.AWAY, "the database is away: connection refused", null);
                });
        try (DnsmasqServer names = DnsmasqServer.start(folder, RIGHT.toArray(String[]::new))) {
            List<Checked> all =
                    new LiveCheck(settings(yaml(names.address(), "127.0.0.72")), Optional.of(away), _ -> { }).look();

            assertEquals(List.of("database"), troubles(all).stream().map(Checked::item).toList(), all::toString);
            assertTrue(all.stream().anyMatch(checked -> checked.item().equals("collector's MX")), "the rest is looked at");
        }
    }

    @Test
    void aDovecotThatIsNotThere() throws Exception {
        try (DnsmasqServer names = DnsmasqServer.start(folder, RIGHT.toArray(String[]::new))) {
            List<Checked> all = look(settings(yaml(
                    names.address(), "127.0.0.72",
                    "smarthost: {listen: '127.0.0.71:2587', auth-socket: " + folder.resolve("no-auth") + "}")));

            assertEquals(List.of("smarthost logins"), troubles(all).stream().map(Checked::item).toList(), all::toString);
            assertTrue(all.stream().anyMatch(checked -> checked.found().contains("bounces go by MX records")), all::toString);
        }
    }

    /** One dead server among two is told, and the rest goes on; with none alive nothing more of DNS is asked. */
    @Test
    void nameServersThatDoNotAnswer() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.77"));
                DnsmasqServer names = DnsmasqServer.start(folder, RIGHT.toArray(String[]::new))) {
            String dead = "127.0.0.77:" + silent.getLocalPort();
            String alone = yaml(new InetSocketAddress("127.0.0.77", silent.getLocalPort()), "127.0.0.72");
            String both = yaml(names.address(), "127.0.0.72").replace("servers: '", "servers: '" + dead + " ")
                    .replaceFirst("servers: '([^ ]+) ([^']+)'", "servers: ['$1', '$2']");

            List<Checked> none = look(settings(alone));
            List<Checked> one = look(settings(both));

            assertEquals(List.of("name server"), troubles(none).stream().map(Checked::item).toList(), none::toString);
            assertTrue(none.stream().noneMatch(checked -> checked.item().contains("MX")), none::toString);
            assertEquals(List.of("name server"), troubles(one).stream().map(Checked::item).toList(), one::toString);
            assertTrue(one.stream().anyMatch(checked -> checked.item().equals("R20 127.0.0.74")), one::toString);
        }
    }
}
