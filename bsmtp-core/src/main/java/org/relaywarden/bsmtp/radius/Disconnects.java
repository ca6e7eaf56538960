// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.signon.SignOn;

/** Asks access servers to end sessions, by Disconnect-Requests (RFC 5176, B16). Thread-safe. */
public final class Disconnects {

    private static final int NAS_IP_ADDRESS = 4;
    private static final int NAS_IDENTIFIER = 32;
    private static final int SESSION_ID = 44;
    private static final int EVENT_TIMESTAMP = 55;
    private static final int NAS_IPV6_ADDRESS = 95;
    private static final int ERROR_CAUSE = 101;

    /** What stands for a name that is no printable ASCII; the name itself was not kept. */
    private static final String DIGEST = "sha256:";

    private final DisconnectSettings settings;
    private final RadiusJournal journal;
    private final InstantSource clock;

    /** Nothing is sent before {@link #ask}. */
    public Disconnects(DisconnectSettings settings, Journal journal, InstantSource clock) {
        this.settings = settings;
        this.journal = new RadiusJournal(journal, clock);
        this.clock = clock;
    }

    /** Asks for the end of one session, and returns when it is known what came of it, or nothing does. */
    public Disconnected ask(SignOn session) {
        Disconnected answer = answerTo(session);
        journal.disconnect(session.login(), session.nas(), session.session(), answer.words());
        return answer;
    }

    private Disconnected answerTo(SignOn session) {
        if (session.reportedFrom().isEmpty() || session.session().startsWith(DIGEST)) {
            return new Disconnected.NotAsked("the name of the session is not known");
        }
        InetAddress server = InetAddress.ofLiteral(session.reportedFrom());
        Optional<RadiusClient> client = settings.clientAt(server);
        if (client.isEmpty()) {
            return new Disconnected.NotAsked("its address " + session.reportedFrom() + " is not among radius.clients");
        }
        byte[] secret = client.get().secretBytes();
        int identifier = ThreadLocalRandom.current().nextInt(256);
        byte[] request = Seal.request(Packet.DISCONNECT_REQUEST, identifier, attributes(session), secret);
        try (DatagramSocket socket = new DatagramSocket()) {
            // Connected, so that nobody else's packets come in.
            socket.connect(server, settings.port());
            return converse(socket, request, secret);
        } catch (IOException failed) {
            return new Disconnected.NotAsked(failed.toString());
        }
    }

    /** The same packet each time, or the server would take it for another request (RFC 5176 section 2.3). */
    private Disconnected converse(DatagramSocket socket, byte[] request, byte[] secret) throws IOException {
        for (int attempt = 0; attempt < settings.tries(); attempt++) {
            try {
                socket.send(new DatagramPacket(request, request.length));
                Optional<Disconnected> answer = answer(socket, request, secret);
                if (answer.isPresent()) {
                    return answer.get();
                }
            } catch (PortUnreachableException closed) {
                // Its machine is there, and nobody listens: it may be starting.
            }
        }
        return new Disconnected.Silent(settings.tries());
    }

    private Optional<Disconnected> answer(DatagramSocket socket, byte[] request, byte[] secret) throws IOException {
        long until = System.nanoTime() + settings.patience().toNanos();
        byte[] buffer = new byte[Packet.BYTES_MAX + 1];
        while (true) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                return Optional.empty();
            }
            socket.setSoTimeout((int) left);
            DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(datagram);
            } catch (SocketTimeoutException silence) {
                return Optional.empty();
            }
            Optional<Disconnected> answer = read(Arrays.copyOf(buffer, datagram.getLength()), request, secret);
            if (answer.isPresent()) {
                return answer;
            }
        }
    }

    /** Empty for what is no answer to this request: anybody can send that. */
    private static Optional<Disconnected> read(byte[] datagram, byte[] request, byte[] secret) {
        if (!(PacketReader.read(datagram) instanceof Packet.Reading.Whole(Packet packet))
                || !Seal.answers(packet, request, secret)) {
            return Optional.empty();
        }
        return switch (packet.code()) {
            case Packet.DISCONNECT_ACK -> Optional.of(new Disconnected.Done());
            case Packet.DISCONNECT_NAK -> Optional.of(new Disconnected.Refused(packet.first(ERROR_CAUSE)
                    .filter(cause -> cause.value().length == 4)
                    .map(cause -> Integer.toUnsignedLong(ByteBuffer.wrap(cause.value()).getInt()))
                    .orElse(0L)));
            default -> Optional.empty();
        };
    }

    /** Who and which session (RFC 5176 section 3): the name that a login came with was not kept, so it is left out. */
    private byte[] attributes(SignOn session) {
        ByteArrayOutputStream attributes = new ByteArrayOutputStream();
        append(attributes, SESSION_ID, session.session().getBytes(StandardCharsets.US_ASCII));
        try {
            InetAddress nas = InetAddress.ofLiteral(session.nas());
            append(attributes, nas instanceof Inet4Address ? NAS_IP_ADDRESS : NAS_IPV6_ADDRESS, nas.getAddress());
        } catch (IllegalArgumentException name) {
            if (!session.nas().startsWith(DIGEST)) {
                append(attributes, NAS_IDENTIFIER, session.nas().getBytes(StandardCharsets.US_ASCII));
            }
        }
        int now = (int) clock.instant().getEpochSecond();
        append(attributes, EVENT_TIMESTAMP, ByteBuffer.allocate(4).putInt(now).array());
        return attributes.toByteArray();
    }

    private static void append(ByteArrayOutputStream attributes, int type, byte[] value) {
        attributes.write(type);
        attributes.write(value.length + 2);
        attributes.writeBytes(value);
    }
}
