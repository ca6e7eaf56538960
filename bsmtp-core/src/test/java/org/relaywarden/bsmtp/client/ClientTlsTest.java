// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.intake.Intake;
import org.relaywarden.bsmtp.intake.IntakeParts;
import org.relaywarden.bsmtp.intake.IntakeSettings;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.recipients.SystemAddresses;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.bsmtp.tls.ServerCertificate;
import org.relaywarden.bsmtp.tls.TlsSettings;

/** Encrypted where that works, in the clear where it does not, and never fooled. */
final class ClientTlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SmtpClient client = new SmtpClient(new ClientSettings(
            "mail.isp.example", SourceAddresses.any(),
            new ClientTimeouts(
                    PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE)));
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        client.close();
    }

    /** A host that offers STARTTLS, says this to it, and hangs up in the middle of the handshake. */
    private InetSocketAddress host(String toStartTls) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            try (server) {
                while (true) {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> converse(socket, toStartTls));
                }
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        });
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void converse(Socket socket, String toStartTls) {
        try (socket) {
            var in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            say(socket, "220 host.example ESMTP\r\n");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                if (line.startsWith("EHLO")) {
                    say(socket, "250-host.example\r\n250 STARTTLS\r\n");
                } else if (line.equals("STARTTLS")) {
                    say(socket, toStartTls);
                    if (toStartTls.startsWith("220")) {
                        return;
                    }
                } else {
                    say(socket, "250 ok\r\n");
                }
            }
        } catch (IOException hungUp) {
            heard.add("(hung up)");
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String tlsOf(InetSocketAddress host) {
        try (HostConnection connection =
                assertInstanceOf(Dialled.Connected.class, client.dial(host)).connection()) {
            return connection.tls();
        }
    }

    @Test
    void aHostThatRefusesItGetsTheMailInTheClearOnThatConnection() throws Exception {
        assertEquals("", tlsOf(host("454 4.7.0 no certificate today\r\n")));
        assertEquals(1, heard.stream().filter(line -> line.startsWith("EHLO")).count());
    }

    @Test
    void aHostWhoseHandshakeBreaksIsDialledOnceMoreInTheClear() throws Exception {
        assertEquals("", tlsOf(host("220 go\r\n")));
        assertEquals(1, heard.stream().filter(line -> line.equals("STARTTLS")).count());
        assertEquals(2, heard.stream().filter(line -> line.startsWith("EHLO")).count());
    }

    /** CVE-2021-38371: what was put behind the 220 in the clear never counts as said by the host. */
    @Test
    void wordsBehindTheReplyEndThatConversation() throws Exception {
        assertEquals("", tlsOf(host("220 go\r\n250 smuggled\r\n")));
        assertEquals(2, heard.stream().filter(line -> line.startsWith("EHLO")).count(), "dialled anew, in the clear");
    }

    @Test
    void encryptsToWhateverCertificate(@TempDir Path folder) throws Exception {
        var journal = new RememberedJournal();
        var clock = InstantSource.system();
        var customers = new TableOfCustomers();
        var quotas = Quotas.over(folder, QuotaSettings.defaults(), customers, journal, clock);
        var policy = RecipientPolicy.forCustomers(
                customers, new SystemAddresses("isp.example", List.of(), "abuse", "r+", "b+"), quotas);
        try (Spool spool = Spool.open(new SpoolSettings(folder, 0, "mail.isp.example"), journal, clock);
                Intake intake = Intake.start(
                        IntakeSettings.defaults("host.example"),
                        new IntakeParts(policy, spool, journal, clock)
                                .withCertificate(ServerCertificate.of(
                                        new TlsSettings(Optional.empty(), folder.resolve("tls"), "host.example"),
                                        journal,
                                        clock)))) {
            String tls = tlsOf(intake.addresses().getFirst());
            assertTrue(tls.startsWith("TLSv1.3 "), tls);
        }
    }
}
