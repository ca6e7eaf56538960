// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/** Access servers: one Accounting-Start after the other at an even pace, each once, and when each was answered. */
final class StartSignals implements AutoCloseable {

    private static final int SOCKETS = 250;

    private final DatagramSocket[] sockets = new DatagramSocket[SOCKETS];
    private final byte[] secret;
    private final long[] sentAt;
    private final AtomicLongArray answeredAt;

    StartSignals(int port, String secret, int number) throws IOException {
        this.secret = secret.getBytes(StandardCharsets.US_ASCII);
        sentAt = new long[number];
        answeredAt = new AtomicLongArray(number);
        for (int i = 0; i < SOCKETS; i++) {
            sockets[i] = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
            sockets[i].connect(InetAddress.ofLiteral("127.0.0.1"), port);
            int own = i;
            Thread.ofVirtual().start(() -> hear(own));
        }
    }

    private void hear(int own) {
        DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
        while (!sockets[own].isClosed()) {
            try {
                sockets[own].receive(answer);
                int number = (answer.getData()[1] & 0xff) * SOCKETS + own;
                answeredAt.compareAndSet(number, 0, System.nanoTime());
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** A Start of each login, u0 and so on. At most 256 for each of the sockets. */
    void send(int perSecond) throws IOException {
        long begun = System.nanoTime();
        for (int i = 0; i < sentAt.length; i++) {
            byte[] packet = packet(i);
            long due = begun + i * 1_000_000_000L / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sentAt[i] = System.nanoTime();
            sockets[i % SOCKETS].send(new DatagramPacket(packet, packet.length));
        }
    }

    /** RFC 2866 section 3. */
    private byte[] packet(int number) {
        byte[] login = ("u" + number).getBytes(StandardCharsets.US_ASCII);
        byte[] session = ("s" + number).getBytes(StandardCharsets.US_ASCII);
        byte[] packet = ByteBuffer.allocate(20 + 6 + 2 + login.length + 2 + session.length)
                .put((byte) 4)
                .put((byte) (number / SOCKETS))
                .putShort((short) (30 + login.length + session.length))
                .put(new byte[16])
                .put(new byte[] {40, 6, 0, 0, 0, 1})
                .put((byte) 1)
                .put((byte) (2 + login.length))
                .put(login)
                .put((byte) 44)
                .put((byte) (2 + session.length))
                .put(session)
                .array();
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(packet);
            System.arraycopy(digest.digest(secret), 0, packet, 4, 16);
            return packet;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static int numberMax() {
        return SOCKETS * 256;
    }

    long sentAt(int number) {
        return sentAt[number];
    }

    /** 0 where it was not. */
    long answeredAt(int number) {
        return answeredAt.get(number);
    }

    @Override
    public void close() {
        for (DatagramSocket socket : sockets) {
            socket.close();
        }
    }
}
