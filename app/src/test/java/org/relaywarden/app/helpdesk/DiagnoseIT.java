// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.wiring.Instruments;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.look.LookSettings;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.signon.Accounting;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.testbed.servers.DnsmasqServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.simulated.MailSink;
import org.relaywarden.testbed.simulated.behaviour.Reply;

/** B18: each cause made for real, with a real program, a real name server and hosts on loopback, and named first. */
@Timeout(120)
class DiagnoseIT {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final List<String> WITH_OUR_MX = List.of(
            "suspended", "noaddress", "full", "held", "nosource", "twice", "offline", "silent", "refused", "slow",
            "hangsup", "ssh", "turnedaway", "atfault", "some", "filtered", "waits", "well");

    /** Those whose silence is waited for; for the others a busy machine must not be taken for a slow host. */
    private static final List<String> SAY_NOTHING = List.of("silent", "slow");

    @TempDir
    static Path folder;

    private static DnsmasqServer names;
    private static Program program;

    @BeforeAll
    static void start() throws Exception {
        Requirements.needsDnsmasq();
        Stream<String> here = WITH_OUR_MX.stream().map(login -> "--mx-host=" + login + ".example,mail.isp.example,10");
        names = DnsmasqServer.start(folder, Stream.concat(here, Stream.of(
                        "--mx-host=elsewhere.example,mx.other.example,10",
                        "--mx-host=partly.example,mail.isp.example,10",
                        "--mx-host=partly.example,mx.other.example,10",
                        "--mx-host=byaddress.example,post.byaddress.example,10",
                        "--host-record=post.byaddress.example,192.0.2.25",
                        "--host-record=mx.other.example,198.51.100.9",
                        "--host-record=mail.isp.example,192.0.2.25",
                        "--host-record=nomx.example,198.51.100.7",
                        "--dns-rr=nullmx.example,15,000000"))
                .toArray(String[]::new));
        String yaml = """
                data: {folder: %s}
                intake: {listen: 127.0.0.1:0}
                dns: {servers: '%s', public-addresses: 192.0.2.25}
                quota: {without-spam-filter: 1MB}
                delivery: {source-addresses: 127.0.0.1}
                network: {delivery-ranges: 127.0.0.0/8}
                """.formatted(folder.resolve("data"), text(names.address()));
        Files.createDirectory(folder.resolve("data"));
        Surroundings nobody = new Surroundings(Map.of(), folder, folder, folder.resolve("etc.yaml"));
        program = Program.open(
                assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", nobody)).settings(),
                Instruments.real());
        program.receiveMail();
    }

    @AfterAll
    static void stop() {
        if (program != null) {
            program.close();
        }
        if (names != null) {
            names.close();
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Into the books, with a domain of the same name. */
    private static void customer(String login, InetSocketAddress host) throws IOException {
        customer(login, login + ".example", text(host), "active");
    }

    private static void customer(String login, String domain, String addresses, String state) throws IOException {
        String csv = "login,product,line,domains,addresses,state\n%s,advanced-mail,adsl,%s,%s,%s\n"
                .formatted(login, domain, addresses, state);
        assertEquals(
                List.of(),
                program.customers()
                        .importCsv(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), false)
                        .faults());
    }

    private static Diagnosis diagnosis(String login) throws IOException {
        Duration patience = Duration.ofSeconds(SAY_NOTHING.contains(login) ? 2 : 20);
        return Judgement.of(new Gathering(
                        program, program.customers().byLogin(login).orElseThrow(),
                        new LookSettings("mail.isp.example", patience, patience, true), _ -> { })
                .facts());
    }

    private static void named(String login, Cause cause, String words) throws IOException {
        Diagnosis diagnosis = diagnosis(login);
        assertEquals(cause, diagnosis.first().cause(), diagnosis::firstLine);
        assertTrue(diagnosis.firstLine().contains(words), diagnosis::firstLine);
    }

    private static void putMail(String login) throws Exception {
        byte[] message = "Subject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.ISO_8859_1);
        try (Draft draft = program.spool().begin(
                new Envelope(ReversePath.none(), program.clock().instant(), Optional.of(HERE), "x", false),
                List.of(new Destination(new Mailbox.Account(login), MailClass.PUSH,
                        List.of(new MailAddress("bob", login + ".example")))))) {
            draft.write(message, 0, message.length);
            draft.commit();
        }
    }

    @ParameterizedTest(name = "{0} means {4}")
    @CsvSource(delimiter = '|', textBlock = """
            suspended    | suspended.example | 127.0.0.20  | suspended | NOT_ACTIVE          | the subscription is suspended
            nodomain     |                   | 127.0.0.21  | active    | NO_DOMAIN           | the books have no domain
            noaddress    | noaddress.example |             | active    | NO_FIXED_ADDRESS    | no fixed address to deliver to
            nosuchdomain | gone.example      | 127.0.0.2   | active    | NO_SUCH_DOMAIN      | there is no domain gone.example
            nullmx       | nullmx.example    | 127.0.0.3   | active    | NULL_MX             | says in DNS that it takes no mail
            nomx         | nomx.example      | 127.0.0.4   | active    | NO_MX               | its own address, 198.51.100.7
            elsewhere    | elsewhere.example | 127.0.0.5   | active    | MX_ELSEWHERE        | goes to mx.other.example, and not here
            nosource     | nosource.example  | ::1         | active    | NO_DELIVERY_ADDRESS | of another family
            """)
    void whatTheBooksAndDnsSay(String login, String domain, String address, String state, Cause cause, String words)
            throws IOException {
        customer(login, domain == null ? "" : domain, address == null ? "" : address, state);
        named(login, cause, words);
    }

    @Test
    void aDomainThatIsPartlyElsewhere() throws IOException {
        try (MailSink host = new MailSink("127.0.0.31", 0)) {
            customer("partly", host.address());
            named("partly", Cause.MX_PARTLY_ELSEWHERE, "part of the mail for partly.example goes to mx.other.example");
        }
    }

    /** B13: what the owner's own mail takes counts too. */
    @Test
    void aMailboxThatIsFull() throws Exception {
        customer("full", new InetSocketAddress(InetAddress.ofLiteral("127.0.0.6"), 25));
        putMail("full");
        Path arrived = folder.resolve("data/mail/accounts/full/new");
        Files.write(arrived.resolve("1772352001.M1P2.dovecot,S=1000000"), new byte[1_000_000]);
        named("full", Cause.MAILBOX_FULL, "so new mail is refused and senders get theirs back");
    }

    @Test
    void aPortWhereNobodyListens() throws IOException {
        InetSocketAddress closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.7"))) {
            closed = (InetSocketAddress) server.getLocalSocketAddress();
        }
        customer("refused", closed);
        named("refused", Cause.PORT_REFUSED, text(closed) + " refused the connection");

        customer("offline", "offline.example", "127.0.0.8", "active");
        report(Accounting.Kind.START, "offline", "nas-1", "a");
        report(Accounting.Kind.STOP, "offline", "nas-1", "a");
        named("offline", Cause.NOT_ONLINE, "the line is down: the last session began at ");
    }

    private static void report(Accounting.Kind kind, String login, String nas, String session) {
        program.signOns().record(new Accounting(kind, login, nas, HERE, session, Optional.empty(), 1, Optional.empty(),
                Optional.empty(), "0201", program.clock().instant()));
    }

    /** A queue of connections that is full: the system answers nobody any more, as a firewall that drops. */
    @Test
    void aPortThatIsSilent() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.9"))) {
            var address = (InetSocketAddress) full.getLocalSocketAddress();
            for (int taken = 0; taken < 2; taken++) {
                waiting.add(new Socket(address.getAddress(), address.getPort()));
            }
            customer("silent", address);
            named("silent", Cause.PORT_SILENT, "that no firewall keeps us (127.0.0.0/8) out");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @ParameterizedTest(name = "{0} means {3}")
    @CsvSource(delimiter = '|', textBlock = """
            slow    | 127.0.0.10 |                     | PORT_SLOW         | the banner did not come within 2 seconds
            hangsup | 127.0.0.11 | !                   | PORT_HANGS_UP     | hung up before the banner
            ssh     | 127.0.0.12 | SSH-2.0-OpenSSH_9.2 | NOT_A_MAIL_SERVER | it said: SSH-2.0-OpenSSH_9.2
            """)
    void somethingElseAnswers(String login, String address, String says, Cause cause, String words) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral(address))) {
            Thread.ofVirtual().start(() -> say(server, Optional.ofNullable(says).orElse("")));
            customer(login, (InetSocketAddress) server.getLocalSocketAddress());
            named(login, cause, words);
        }
    }

    private static void say(ServerSocket server, String line) {
        try (Socket peer = server.accept()) {
            if (!line.equals("!")) {
                peer.getOutputStream().write((line.isEmpty() ? "" : line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                peer.getInputStream().readAllBytes();
            }
        } catch (IOException over) {
            // The look is.
        }
    }

    @Test
    void aHostThatTurnsUsAway() throws IOException {
        try (MailSink host = new MailSink("127.0.0.32", 0)) {
            host.refuse(MailSink.Step.CONNECT, Reply.of(554, "5.7.1 not you"));
            customer("turnedaway", host.address());
            named("turnedaway", Cause.TURNED_AWAY, "turns us away at the banner: 554 5.7.1 not you");
        }
    }

    @Test
    void aHostThatRefusesSomeAndMailThatWaits() throws Exception {
        try (MailSink host = new MailSink("127.0.0.33", 0)) {
            customer("some", host.address());
            host.refuse(MailSink.Step.RCPT, Reply.of(450, "4.2.1 come again")); // before there is a run of its own
            putMail("some");
            program.deliveries().flush("some", _ -> { });
            named("some", Cause.MESSAGES_REFUSED, "in its words: RCPT: 450 4.2.1 come again");
        }
        try (MailSink host = new MailSink("127.0.0.34", 0)) {
            customer("waits", host.address());
            host.refuse(MailSink.Step.CONNECT, Reply.of(421, "busy"));
            putMail("waits");
            program.deliveries().flush("waits", _ -> { });
            host.refuseNothing();
            named("waits", Cause.WAITING, "1 message (");
        }
    }

    @Test
    void mailThatIsHeld() throws Exception {
        try (MailSink host = new MailSink("127.0.0.60", 0)) {
            customer("held", host.address());
            program.deliveries().hold("held", "jan", "moving house");
            putMail("held");
            named("held", Cause.HELD, "the mail is held by jan since ");
            assertTrue(program.deliveries().release("held", "jan"));
            host.await(1, Duration.ofSeconds(20));
        }
    }

    /** Decision 10: it refuses its own domain, so all is kept. */
    @Test
    void aHostAtFault() throws Exception {
        try (MailSink host = new MailSink("127.0.0.61", 0)) {
            customer("atfault", host.address());
            host.refuse(MailSink.Step.RCPT, Reply.of(554, "5.7.1 relay denied"));
            putMail("atfault");
            program.deliveries().flush("atfault", _ -> { });
            named("atfault", Cause.HOST_AT_FAULT, "554 5.7.1 relay denied. Its settings are at fault, not the mail");
        }
    }

    /** B16. */
    @Test
    void aDoubleSignOn() throws IOException {
        try (MailSink host = new MailSink("127.0.0.35", 0)) {
            customer("twice", host.address());
            report(Accounting.Kind.START, "twice", "nas-1", "a");
            report(Accounting.Kind.START, "twice", "nas-2", "b");
            named("twice", Cause.DOUBLE_SIGN_ON, "twice is signed on twice at once");
        }
    }

    @Test
    void aFilterInADryRun() throws IOException {
        try (MailSink host = new MailSink("127.0.0.36", 0)) {
            customer("filtered", host.address());
            long number = program.desk().cases()
                    .open("filtered", host.address().getAddress(), host.address().getPort(),
                            new CaseEvent.RelayProven(1, List.of("S1"), List.of(25)), "scanner")
                    .number();
            program.desk().blocks().ask(
                    number, "filtered", host.address().getAddress(), host.address().getPort(), Measure.NETWORK_BLOCK);
            program.desk().blocks().reconcile();
            named("filtered", Cause.FILTER_ON, "(case " + number + "), but enforcement.driver is dry-run");
        }
    }

    /** Our own intake plays the customer's host: it offers TLS that works. */
    @Test
    void nothingKeepsItBack() throws IOException {
        customer("well", program.listening().getFirst());
        named("well", Cause.NONE, "nothing keeps mail back");
        Finding port = diagnosis("well").findings().stream()
                .filter(finding -> finding.topic() == Topic.PORT)
                .findFirst()
                .orElseThrow();
        assertTrue(port.words().startsWith("answers: 220 mail.isp.example"), port::toString);
        assertTrue(port.evidence().getFirst().startsWith("TLS works: TLSv1."), port::toString);
    }
}
