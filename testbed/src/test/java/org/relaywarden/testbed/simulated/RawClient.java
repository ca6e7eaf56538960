// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A socket and lines: says exactly what it is told, and reads whole replies. */
final class RawClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    RawClient(InetSocketAddress server) throws IOException {
        this(server, "127.0.0.1");
    }

    RawClient(InetSocketAddress server, String from) throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.setSoTimeout(10_000);
        socket.connect(server, 10_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Banner and EHLO are behind us. */
    static RawClient greeted(InetSocketAddress server) throws IOException {
        var client = new RawClient(server);
        client.hear();
        client.ask("EHLO relaytest-1.isp.example");
        return client;
    }

    /** A whole reply, lines parted by LF; what came so far when the server hangs up. */
    String hear() throws IOException {
        var reply = new StringBuilder();
        while (true) {
            String line = line();
            reply.append(reply.isEmpty() ? "" : "\n").append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return reply.toString();
            }
        }
    }

    String ask(String command) throws IOException {
        say(command);
        return hear();
    }

    void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The first three characters of the reply. */
    String code(String command) throws IOException {
        return ask(command).substring(0, 3);
    }

    /** MAIL, RCPT, DATA and a message; the answer is the reply to the final dot. */
    String send(String sender, String recipient, String body) throws IOException {
        ask("MAIL FROM:<" + sender + ">");
        ask("RCPT TO:<" + recipient + ">");
        ask("DATA");
        return ask("Subject: probe\r\n\r\n" + body + "\r\n.");
    }

    /** How long a read waits from now on. */
    void patience(Duration atMost) throws IOException {
        socket.setSoTimeout(Math.toIntExact(atMost.toMillis()));
    }

    /** The next byte, or -1 when the server has hung up. */
    int read() throws IOException {
        return in.read();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        byte[] bytes = line.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
