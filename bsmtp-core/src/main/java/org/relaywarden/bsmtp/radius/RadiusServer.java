// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.signon.SignOns;

/**
 * Listens to access servers (RFC 2866). One thread reads and tells who may be listened to; each report is recorded on a
 * thread of its own. Thread-safe.
 */
public final class RadiusServer implements AutoCloseable {

    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    /** A socket that fails again and again must not take a processor. */
    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

    /** So much of the program's ten seconds for a clean stop. */
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final DatagramSocket socket;
    private final RadiusSettings settings;
    private final RadiusJournal journal;
    private final Recording recording;

    private RadiusServer(DatagramSocket socket, RadiusSettings settings, RadiusJournal journal, Recording recording) {
        this.socket = socket;
        this.settings = settings;
        this.journal = journal;
        this.recording = recording;
    }

    /**
     * Begins to listen.
     *
     * @throws IOException when the address can't be listened on; the message says which
     */
    public static RadiusServer start(
            RadiusSettings settings, SignOns signOns, Journal journal, InstantSource clock) throws IOException {
        DatagramSocket socket = open(settings.listen());
        RadiusJournal told = new RadiusJournal(journal, clock);
        RadiusServer server =
                new RadiusServer(socket, settings, told, new Recording(socket, settings, signOns, told, clock));
        Thread.ofVirtual().name("radius").start(server::listen);
        return server;
    }

    private static DatagramSocket open(InetSocketAddress listen) throws IOException {
        try {
            DatagramSocket socket = new DatagramSocket(null);
            try {
                socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
                socket.bind(listen);
                return socket;
            } catch (IOException taken) {
                socket.close();
                throw taken;
            }
        } catch (IOException taken) {
            throw new IOException("radius can't listen on " + listen.getAddress().getHostAddress() + " port "
                    + listen.getPort() + ": " + taken.getMessage() + ". Free it, or set radius.listen to another",
                    taken);
        }
    }

    /** The UDP port. */
    public int port() {
        return socket.getLocalPort();
    }

    private void listen() {
        byte[] buffer = new byte[Packet.BYTES_MAX + 1];
        while (!socket.isClosed()) {
            DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(datagram);
            } catch (IOException failed) {
                if (!socket.isClosed()) {
                    journal.unheard(failed);
                    LockSupport.parkNanos(AFTER_FAILURE.toNanos());
                }
                continue;
            }
            InetSocketAddress source = (InetSocketAddress) datagram.getSocketAddress();
            try {
                hear(Arrays.copyOf(buffer, datagram.getLength()), source);
            } catch (IOException | RuntimeException failed) {
                // One packet's trouble: the next one is another's.
                journal.failed(source, failed);
            }
        }
    }

    /** Whatever is wrong with a packet, it gets no answer (RFC 2866 section 4.1). */
    private void hear(byte[] datagram, InetSocketAddress source) throws IOException {
        Optional<RadiusClient> client = settings.clientAt(source.getAddress());
        if (client.isEmpty()) {
            journal.stranger(source);
            return;
        }
        switch (PacketReader.read(datagram)) {
            case Packet.Reading.Broken(String why) -> journal.malformed(source, why);
            case Packet.Reading.Whole(Packet packet) -> {
                if (packet.code() != Packet.ACCOUNTING_REQUEST) {
                    journal.malformed(source, "code " + packet.code() + " is no accounting request");
                } else if (!Seal.fits(packet, client.get().secretBytes())) {
                    journal.unproven(source);
                } else {
                    recording.take(packet, source, client.get());
                }
            }
        }
    }

    /** Takes no more reports, and waits some seconds for those under way to be recorded and answered. */
    @Override
    public void close() {
        recording.finish(STOP_MAX);
        socket.close();
    }
}
