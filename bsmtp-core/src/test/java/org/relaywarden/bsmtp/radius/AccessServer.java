// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;

/** A UDP socket that talks to the server. */
final class AccessServer implements AutoCloseable {

    private static final int ANSWER_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 150;

    private final DatagramSocket socket;
    private final InetSocketAddress server;

    AccessServer(String own, String address, int port) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(own), 0));
        server = new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    void send(byte[] packet) throws IOException {
        socket.send(new DatagramPacket(packet, packet.length, server));
    }

    /** What is answered. */
    byte[] asked(byte[] packet) throws IOException {
        send(packet);
        return answer();
    }

    /** Sends it until it is answered, as they do. */
    byte[] askedUntilAnswered(byte[] packet) throws IOException {
        for (int attempt = 0; attempt < ANSWER_MILLIS / SILENCE_MILLIS; attempt++) {
            send(packet);
            Optional<byte[]> answer = received(SILENCE_MILLIS);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new AssertionError("no answer");
    }

    byte[] answer() throws IOException {
        return received(ANSWER_MILLIS).orElseThrow(() -> new AssertionError("no answer"));
    }

    boolean hearsNothing() throws IOException {
        return received(SILENCE_MILLIS).isEmpty();
    }

    private Optional<byte[]> received(int millis) throws IOException {
        socket.setSoTimeout(millis);
        DatagramPacket datagram = new DatagramPacket(new byte[4_096], 4_096);
        try {
            socket.receive(datagram);
            return Optional.of(Arrays.copyOf(datagram.getData(), datagram.getLength()));
        } catch (SocketTimeoutException silence) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
