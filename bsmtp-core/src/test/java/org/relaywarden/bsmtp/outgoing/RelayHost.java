// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.outgoing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A relay host on a real socket that answers as a test tells it, and keeps what it took. */
final class RelayHost implements AutoCloseable {

    /** Hangs up instead of a reply. */
    static final String DROP = "";

    private final ServerSocket server;
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    RelayHost() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::acceptAll);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** What to say from now on: to a command by its first word, as BANNER, and as DOT at the end of data. */
    void says(String moment, String reply) {
        told.put(moment, reply);
    }

    void isSound() {
        told.clear();
    }

    List<String> taken() {
        return List.copyOf(taken);
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    int connections() {
        return connections.get();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket; OutputStream out = socket.getOutputStream(); BufferedReader in = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            if (!say(out, "BANNER", "220 relay.example ESMTP")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String verb = line.split("[ :]", 2)[0];
                boolean goOn = say(out, verb, switch (verb) {
                    case "EHLO" -> "250-relay.example\r\n250 8BITMIME";
                    case "DATA" -> "354 go";
                    default -> "250 2.0.0 ok";
                });
                if (!goOn || verb.equals("QUIT")
                        || (verb.equals("DATA") && !told.containsKey("DATA") && !message(in, out))) {
                    return;
                }
            }
        } catch (IOException hungUp) {
            // What the client did is seen in what was taken.
        }
    }

    private boolean message(BufferedReader in, OutputStream out) throws IOException {
        StringBuilder message = new StringBuilder();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                return false;
            }
            message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        @Nullable String reply = told.get("DOT");
        if (reply == null || reply.equals(DROP)) {
            taken.add(message.toString());
        }
        return say(out, "DOT", "250 2.0.0 mine");
    }

    private boolean say(OutputStream out, String moment, String sound) throws IOException {
        String reply = told.getOrDefault(moment, sound);
        if (!reply.equals(DROP)) {
            out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return !reply.equals(DROP);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
