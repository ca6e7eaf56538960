// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.relaywarden.bsmtp.signon.SignOns;

/** Records proven reports, and answers each once it is safe; a packet that comes again is answered as before. */
final class Recording {

    /** RFC 5080 section 2.2.2: as long as a client may send the same packet again. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private static final int REMEMBERED_MAX = 100_000;

    /** Some seconds' work at a thousand a second; who waits longer sends again anyway. */
    private static final int WAITING_MAX = 5_000;

    private static final byte[] UNDER_WAY = {};

    private final DatagramSocket socket;
    private final ReportReader reports;
    private final SignOns signOns;
    private final RadiusJournal journal;
    private final InstantSource clock;
    private final Semaphore room = new Semaphore(WAITING_MAX);
    private final Semaphore turns;
    private volatile boolean finishing;

    /** By source and packet, the response, or {@link #UNDER_WAY}. */
    private final Cache<Key, byte[]> answers = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED)
            .build();

    /** The authenticator is a digest over the whole packet, so the same one is the same packet. */
    private record Key(InetSocketAddress source, int identifier, ByteBuffer authenticator) {}

    Recording(
            DatagramSocket socket,
            RadiusSettings settings,
            SignOns signOns,
            RadiusJournal journal,
            InstantSource clock) {
        this.socket = socket;
        this.signOns = signOns;
        this.journal = journal;
        this.clock = clock;
        reports = new ReportReader(settings.realms());
        turns = new Semaphore(settings.atOnce(), true);
    }

    /** By one thread. */
    void take(Packet packet, InetSocketAddress source, RadiusClient client) throws IOException {
        Key key = new Key(source, packet.identifier(), ByteBuffer.wrap(packet.authenticator()));
        byte[] answer = answers.getIfPresent(key);
        if (answer != null) {
            journal.repeated();
            if (answer.length > 0) {
                send(answer, source);
            }
            return;
        }
        if (finishing || !room.tryAcquire()) {
            journal.shed(source);
            return;
        }
        answers.put(key, UNDER_WAY);
        // Its delay is measured from here, however long it waits for its turn.
        Instant receivedAt = clock.instant();
        Thread.ofVirtual().name("radius-report").start(() -> {
            try {
                turns.acquireUninterruptibly();
                try {
                    work(packet, source, client, key, receivedAt);
                } finally {
                    turns.release();
                }
            } finally {
                room.release();
            }
        });
    }

    private void work(Packet packet, InetSocketAddress source, RadiusClient client, Key key, Instant receivedAt) {
        try {
            reports.read(packet, source.getAddress(), receivedAt).ifPresent(signOns::record);
            // Only now: what is answered is never sent again.
            byte[] response = Seal.response(packet, client.secretBytes());
            answers.put(key, response);
            journal.answered();
            send(response, source);
        } catch (IOException | RuntimeException failed) {
            answers.invalidate(key);
            journal.failed(source, failed);
        }
    }

    private void send(byte[] bytes, InetSocketAddress to) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    /** From now on all is shed; returns when what was taken is done, or the time is over. */
    void finish(Duration most) {
        finishing = true;
        try {
            var _ = room.tryAcquire(WAITING_MAX, most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
