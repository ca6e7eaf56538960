// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * An access server in a process of its own, on the host of the program: reports that {@code c1} to {@code cN} have signed
 * on or off, all at once, each till it is answered (RFC 2866), and says when it began, in microseconds since 1970.
 */
final class AccessServer {

    static final int PORT = 1813;
    static final String SECRET = "bench-secret";

    private static final int ACCOUNTING_REQUEST = 4;
    private static final byte INTERIM = 3;
    private static final int HEAD_BYTES = 20;

    /** Reports of somebody who is in no books: access servers are no programs that have just been started, beside ours. */
    private static final int WARM_UPS = 10_000;

    private static final int UNANSWERED_MAX = 200;
    private static final int TRIES_MAX = 10;
    private static final int AGAIN_AFTER_MILLIS = 3_000;

    private AccessServer() {}

    /** Arguments: {@code start} or {@code stop}; how many accounts; what the names of their sessions begin with. */
    public static void main(String[] arguments) throws Exception {
        byte status = (byte) (arguments[0].equals("start") ? 1 : 2);
        int accounts = Integer.parseInt(arguments[1]);
        List<byte[]> reports = new ArrayList<>();
        for (int account = 1; account <= accounts; account++) {
            reports.add(report(status, "c" + account, arguments[2] + "-" + account));
        }
        List<byte[]> ofNobody = new ArrayList<>();
        for (int i = 0; i < WARM_UPS; i++) {
            ofNobody.add(report(INTERIM, "nobody", arguments[2] + "-" + i));
        }
        send(ofNobody);
        Instant began = Instant.now();
        send(reports);
        System.out.println(Duration.between(Instant.EPOCH, began).toNanos() / 1_000);
    }

    private static void send(List<byte[]> reports) throws Exception {
        Semaphore unanswered = new Semaphore(UNANSWERED_MAX);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sent = new ArrayList<>();
            for (byte[] report : reports) {
                unanswered.acquire();
                sent.add(executor.submit(() -> {
                    try {
                        report(report);
                    } finally {
                        unanswered.release();
                    }
                    return report;
                }));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }

    /** Sends it from a port of its own, so that whatever comes back is the answer to it. */
    private static void report(byte[] report) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", PORT));
            socket.setSoTimeout(AGAIN_AFTER_MILLIS);
            for (int tries = 0; tries < TRIES_MAX; tries++) {
                socket.send(new DatagramPacket(report, report.length));
                try {
                    socket.receive(new DatagramPacket(new byte[HEAD_BYTES], HEAD_BYTES));
                    return;
                } catch (SocketTimeoutException unheard) {
                    // Sent again below, as RFC 2866 section 2 has it.
                }
            }
            throw new IOException("nobody answers reports of sign-ons");
        }
    }

    /** An Accounting-Request, RFC 2866 section 3. */
    private static byte[] report(byte status, String login, String session) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream attributes = new ByteArrayOutputStream();
        put(attributes, 1, login.getBytes(StandardCharsets.US_ASCII)); // User-Name
        put(attributes, 4, InetAddress.ofLiteral("127.0.0.1").getAddress()); // NAS-IP-Address
        put(attributes, 40, new byte[] {0, 0, 0, status}); // Acct-Status-Type
        put(attributes, 44, session.getBytes(StandardCharsets.US_ASCII)); // Acct-Session-Id
        ByteBuffer packet = ByteBuffer.allocate(HEAD_BYTES + attributes.size());
        packet.put((byte) ACCOUNTING_REQUEST).put((byte) 0).putShort((short) packet.capacity());
        packet.position(HEAD_BYTES).put(attributes.toByteArray());
        MessageDigest digest = MessageDigest.getInstance("MD5");
        digest.update(packet.array());
        byte[] authenticator = digest.digest(SECRET.getBytes(StandardCharsets.US_ASCII));
        packet.put(4, authenticator);
        return packet.array();
    }

    private static void put(ByteArrayOutputStream attributes, int type, byte[] value) throws IOException {
        attributes.write(type);
        attributes.write(value.length + 2);
        attributes.write(value);
    }
}
