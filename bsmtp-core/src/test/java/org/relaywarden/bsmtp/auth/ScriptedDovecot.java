// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.auth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An auth service on a real Unix socket that says what a test tells it, and keeps what it was asked. */
final class ScriptedDovecot implements AutoCloseable {

    static final String GREETING = "VERSION\t1\t2\nMECH\tPLAIN\tplaintext\nMECH\tLOGIN\tplaintext\nSPID\t7\nCUID\t9\n"
            + "COOKIE\tabc\nDONE\n";

    private final Path socket;
    private final ServerSocketChannel server;
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
    private final Semaphore heard = new Semaphore(0);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String greeting = GREETING;
    private volatile String answer = "OK\t1\tuser=anna\n";

    ScriptedDovecot(Path folder) throws IOException {
        socket = folder.resolve("auth");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), 2 * Dovecot.AT_ONCE_MAX);
        Thread.ofVirtual().start(this::acceptAll);
    }

    Path socket() {
        return socket;
    }

    ScriptedDovecot greeting(String text) {
        greeting = text;
        return this;
    }

    ScriptedDovecot answering(String text) {
        answer = text;
        return this;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                open.add(channel);
                Thread.ofVirtual().start(() -> serve(channel));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel; BufferedReader in = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1))) {
            say(channel, greeting);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                asked.add(line);
                heard.release();
                if (line.startsWith("AUTH\t")) {
                    say(channel, answer);
                    if (answer.isEmpty()) {
                        return;
                    }
                }
            }
        } catch (IOException hungUp) {
            // What the client made of it is seen in its answer.
        }
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Whether so many lines come; waits for them. */
    boolean hasHeard(int lines) throws InterruptedException {
        return heard.tryAcquire(lines, 30, TimeUnit.SECONDS);
    }

    /** Ends what is under way. */
    void hangUp() throws IOException {
        for (SocketChannel channel : open) {
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
