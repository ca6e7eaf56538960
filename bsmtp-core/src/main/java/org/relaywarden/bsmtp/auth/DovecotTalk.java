// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.auth;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Dovecot's auth client protocol, version 1.1 and up (doc/developer/design/auth_protocol): lines of fields with tabs
 * between them. All that comes is bounded; its time is the connection's. Used by one thread.
 */
final class DovecotTalk {

    private static final int LINE_BYTES_MAX = 8 << 10;
    private static final int LINES_MAX = 100;
    private static final String MAJOR_VERSION = "1";
    private static final String REQUEST = "1";

    private final SocketChannel channel;
    private final InputStream in;

    DovecotTalk(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
    }

    /** Says who we are, and reads to the end of its greeting. */
    void greet() throws IOException {
        // The process id tells clients apart; each connection needs one of its own only for mechanisms that we don't
        // use.
        send("VERSION\t" + MAJOR_VERSION + "\t1\nCPID\t" + ProcessHandle.current().pid() + "\n");
        boolean sameVersion = false;
        for (int lines = 0; lines < LINES_MAX; lines++) {
            List<String> fields = line();
            switch (fields.getFirst()) {
                case "VERSION" -> sameVersion = fields.size() > 1 && fields.get(1).equals(MAJOR_VERSION);
                case "DONE" -> {
                    if (!sameVersion) {
                        throw new IOException("speaks another version of its protocol");
                    }
                    return;
                }
                default -> {
                    // Mechanisms, process ids, a cookie: nothing that we need.
                }
            }
        }
        throw new IOException("never ended its greeting");
    }

    Verified ask(Credentials credentials, InetAddress peer) throws IOException {
        // "secured": the password came by TLS; "resp" must be the last field.
        send("AUTH\t" + REQUEST + "\tPLAIN\tservice=smtp\tsecured\trip=" + literal(peer) + "\tresp="
                + credentials.asPlain() + "\n");
        for (int lines = 0; lines < LINES_MAX; lines++) {
            List<String> fields = line();
            if (fields.size() > 1 && fields.get(1).equals(REQUEST)) {
                return switch (fields.getFirst()) {
                    case "OK" -> proven(fields);
                    case "FAIL" -> fields.contains("temp") ? new Verified.Away() : new Verified.Wrong();
                    default -> throw new IOException("answered with another question");
                };
            }
        }
        throw new IOException("never answered");
    }

    private static Verified proven(List<String> fields) throws IOException {
        String login = fields.stream()
                .filter(field -> field.startsWith("user="))
                .map(field -> field.substring("user=".length()))
                .findFirst()
                .orElseThrow(() -> new IOException("did not say whose password it is"));
        if (login.isEmpty() || login.length() > 255 || !login.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IOException("calls somebody by what is no login");
        }
        return new Verified.Proven(login);
    }

    /** The scope of a link-local address is ours alone. */
    private static String literal(InetAddress peer) {
        return peer.getHostAddress().split("%", 2)[0];
    }

    private void send(String lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private List<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("hung up");
            }
            if (line.size() >= LINE_BYTES_MAX) {
                throw new IOException("said a line of more than " + LINE_BYTES_MAX + " bytes");
            }
            line.write(octet);
        }
        return Arrays.asList(line.toString(StandardCharsets.ISO_8859_1).split("\t", -1));
    }
}
