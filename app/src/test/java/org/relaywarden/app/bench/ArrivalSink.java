// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every customer's port 25: takes all, keeps nothing but when the first message for a domain was there. */
final class ArrivalSink implements AutoCloseable {

    private static final int BACKLOG = 2_000;

    private final ServerSocket socket;

    /** By the first label of the recipient's domain, {@link System#nanoTime} at the final dot. */
    private final Map<String, Long> arrivedAt = new ConcurrentHashMap<>();

    /** Listens on all addresses of this machine, so on all of 127.0.0.0/8. */
    ArrivalSink(int port) throws IOException {
        socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port), BACKLOG);
        Thread.ofPlatform().daemon().start(this::accept);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket peer = socket.accept();
                Thread.ofVirtual().start(() -> converse(peer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket peer) {
        try (peer;
                var lines = new BufferedReader(
                        new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = peer.getOutputStream();
            say(out, "220 sink.example");
            String host = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String word = line.length() < 4 ? "" : line.substring(0, 4).toUpperCase();
                if (word.equals("RCPT")) {
                    host = line.substring(line.indexOf('@') + 1, line.indexOf('.', line.indexOf('@')));
                }
                if (word.equals("DATA")) {
                    say(out, "354 go on");
                    while (!".".equals(lines.readLine())) {
                        // The message: of no account.
                    }
                    arrivedAt.putIfAbsent(host, System.nanoTime());
                }
                say(out, word.equals("QUIT") ? "221 bye" : "250 ok");
            }
        } catch (IOException gone) {
            // Whoever is missing is counted at the end.
        }
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    Map<String, Long> arrivedAt() {
        return arrivedAt;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
