// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.tls.ServerCertificate;
import org.relaywarden.bsmtp.tls.TlsSettings;

/** Ceilings of sessions, and an end that comes in time. */
@Timeout(60)
class ListenerTest {

    @TempDir
    private Path folder;

    private final RememberedJournal journal = new RememberedJournal();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private static ListenerSettings settings(
            int all, int perPeer, Duration write, Duration close, String... addresses) {
        List<InetSocketAddress> listen = List.of(addresses).stream()
                .map(address -> new InetSocketAddress(InetAddress.ofLiteral(address), 0))
                .toList();
        return new ListenerSettings("test", listen, all, perPeer, 100, "421 busy", write, close);
    }

    private static ListenerSettings settings(int all, int perPeer) {
        return settings(all, perPeer, Duration.ofSeconds(30), Duration.ofSeconds(10), "127.0.0.1");
    }

    /** Says hello, and echoes lines till the end. */
    private static void echo(Connection connection) throws IOException {
        connection.write("hello\r\n");
        while (connection.readLine(10, Duration.ofSeconds(30)) instanceof LineRead.Line line) {
            connection.write(line.text() + "\r\n");
        }
        connection.write(connection.isClosing() ? "closing\r\n" : "bye\r\n");
    }

    @Test
    void oneTooManyIsToldSoAndTheNextIsWelcomeWhenOneHasGone() throws Exception {
        try (Listener listener = Listener.open(settings(1, 10), journal, ListenerTest::echo)) {
            InetSocketAddress address = listener.addresses().getFirst();
            try (RawClient first = new RawClient(address); RawClient second = new RawClient(address)) {
                assertEquals("hello", first.reply());
                assertEquals("421 busy", second.reply());
                first.hangUp();
                assertEquals("bye\n", first.rest());
            }
            assertEquals(1, journal.counted(NetCounter.ALL_IN_USE));
            String welcome = "";
            while (!welcome.equals("hello")) {
                try (RawClient third = new RawClient(address)) {
                    welcome = third.reply();
                }
            }
        }
    }

    @Test
    void onePeerHasACeilingOfItsOwn() throws Exception {
        Duration wait = Duration.ofSeconds(10);
        ListenerSettings two = settings(10, 1, wait, wait, "127.0.0.1", "127.0.0.2");
        try (Listener listener = Listener.open(two, journal, ListenerTest::echo);
                RawClient first = new RawClient(listener.addresses().get(0))) {
            assertEquals("hello", first.reply());
            try (RawClient second = new RawClient(listener.addresses().get(1))) {
                assertEquals("421 busy", second.reply(), "the ceilings hold for all addresses together");
            }
            assertEquals(1, journal.counted(NetCounter.PEER_IN_USE));
        }
    }

    @Test
    void oneNetworkHasACeilingOfItsOwn() throws Exception {
        List<InetSocketAddress> listen = List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        ListenerSettings two = new ListenerSettings("test", listen, 10, 10, 1, "421 busy", Duration.ofSeconds(30),
                Duration.ofSeconds(10));
        try (Listener listener = Listener.open(two, journal, ListenerTest::echo);
                RawClient first = new RawClient(listener.addresses().getFirst())) {
            assertEquals("hello", first.reply());
            try (RawClient second = new RawClient(listener.addresses().getFirst())) {
                assertEquals("421 busy", second.reply());
            }
            assertEquals(1, journal.counted(NetCounter.NETWORK_IN_USE));
        }
    }

    @Test
    void closeEndsIdleSessionsAtOnce() throws Exception {
        Listener listener = Listener.open(settings(10, 10), journal, ListenerTest::echo);
        try (RawClient client = new RawClient(listener.addresses().getFirst())) {
            assertEquals("hello", client.reply());
            listener.close();
            assertEquals("closing\n", client.rest());
            assertThrows(IOException.class, () -> new RawClient(listener.addresses().getFirst()));
        }
        assertEquals(0, journal.counted(NetCounter.CUT));
    }

    @Test
    void closeCutsASessionThatDoesNotEnd() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        Listener listener = Listener.open(
                settings(10, 10, Duration.ofSeconds(30), Duration.ofMillis(100), "127.0.0.1"), journal, connection -> {
                    connection.write("hello\r\n");
                    connection.flush();
                    try {
                        told.add("released " + seen.await(30, TimeUnit.SECONDS));
                    } catch (InterruptedException hurried) {
                        throw new IOException(hurried);
                    }
                });
        try (RawClient client = new RawClient(listener.addresses().getFirst())) {
            assertEquals("hello", client.reply());
            listener.close();
            assertEquals("", client.rest());
            assertEquals(1, journal.counted(NetCounter.CUT));
        } finally {
            seen.countDown();
        }
    }

    @Test
    void aPeerThatNeverReadsIsCut() throws Exception {
        ListenerSettings hasty = settings(10, 10, Duration.ofMillis(100), Duration.ofSeconds(10), "127.0.0.1");
        try (Listener listener = Listener.open(hasty, journal, connection -> {
                    try {
                        while (true) {
                            connection.write("x".repeat(1_000_000));
                            connection.flush();
                        }
                    } finally {
                        told.add("ended");
                    }
                });
                RawClient client = new RawClient(listener.addresses().getFirst())) {
            assertEquals("ended", told.poll(30, TimeUnit.SECONDS));
            assertEquals(1, journal.counted(NetCounter.CUT));
            assertTrue(client.send("").rest().startsWith("x"), "what had been sent is there");
        }
    }

    @Test
    void aPeerThatNeverReadsIsCutInTlsToo() throws Exception {
        ServerCertificate certificate = ServerCertificate.of(
                new TlsSettings(Optional.empty(), folder, "mail.isp.example"), journal, InstantSource.system());
        ListenerSettings hasty = settings(10, 10, Duration.ofMillis(100), Duration.ofSeconds(10), "127.0.0.1");
        try (Listener listener = Listener.open(hasty, journal, connection -> {
                    try {
                        told.add(connection.startTls(certificate.socketFactory(), Duration.ofSeconds(20))
                                .getClass().getSimpleName());
                        while (true) {
                            connection.write("x".repeat(1_000_000));
                            connection.flush();
                        }
                    } finally {
                        told.add("ended");
                    }
                });
                RawClient client = new RawClient(listener.addresses().getFirst())) {
            client.secure("TLSv1.3");
            assertEquals("Secured", told.poll(30, TimeUnit.SECONDS));
            assertEquals("ended", told.poll(30, TimeUnit.SECONDS));
            assertEquals(1, journal.counted(NetCounter.CUT));
        }
    }

    @Test
    void anAddressThatIsTakenIsNamed() throws Exception {
        try (Listener listener = Listener.open(settings(1, 1), journal, ListenerTest::echo)) {
            ListenerSettings same = new ListenerSettings("second", listener.addresses(), 1, 1, 1, "421 busy",
                    Duration.ofSeconds(1), Duration.ofSeconds(1));
            IOException taken = assertThrows(IOException.class,
                    () -> Listener.open(same, journal, ListenerTest::echo));
            assertTrue(taken.getMessage().startsWith(listener.addresses().getFirst().toString()), taken.getMessage());
        }
    }

    @Test
    void aSessionThatDiesFreesItsPlace() throws Exception {
        try (Listener listener = Listener.open(settings(1, 1), journal, connection -> {
            throw new IllegalStateException("a fault of ours, on purpose");
        })) {
            while (journal.counted(NetCounter.SESSIONS) < 2) { // for ever, were the place not free again
                try (RawClient client = new RawClient(listener.addresses().getFirst())) {
                    told.add(client.rest());
                } catch (IOException reset) {
                    told.add("reset");
                }
            }
        }
    }
}
