// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mariadb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A stranger's mail server that sends one small mail after the other until it is closed, and keeps every last answer. */
final class Sender implements AutoCloseable {

    /** What was said to a mail: to its recipient when that was not taken, else to its end. */
    record Answer(String mail, String reply) {}

    final List<Answer> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Answer> news = new LinkedBlockingQueue<>();
    private final int port;
    private final Thread thread;
    private volatile boolean closed;

    Sender(int port, String recipient) {
        this.port = port;
        this.thread = Thread.ofVirtual().start(() -> {
            for (int number = 1; !closed; number++) {
                Answer answer = send("mail-" + number, recipient);
                all.add(answer);
                news.add(answer);
            }
        });
    }

    /** Waits for that many more answers that begin so. */
    void await(int count, String beginning) throws InterruptedException {
        for (int seen = 0; seen < count; ) {
            Answer next = news.poll(60, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no answer for a minute after " + all.getLast());
            }
            if (next.reply().startsWith(beginning)) {
                seen++;
            } else {
                seen = 0;
            }
        }
    }

    List<String> taken() {
        return all.stream().filter(answer -> answer.reply().startsWith("250")).map(Answer::mail).toList();
    }

    private Answer send(String mail, String recipient) {
        return new Answer(mail, send(port, mail, recipient));
    }

    /** Sends one mail; its last answer. */
    static String send(int port, String mail, String recipient) {
        try (Socket socket = new Socket("127.0.0.1", port);
                BufferedReader in = new BufferedReader(
                        new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(60_000);
            reply(in);
            for (String line : List.of("EHLO mx.elsewhere.example", "MAIL FROM:<a@elsewhere.example>")) {
                say(socket, in, line);
            }
            String taken = say(socket, in, "RCPT TO:<" + recipient + ">");
            if (!taken.startsWith("250")) {
                return taken;
            }
            say(socket, in, "DATA");
            return say(socket, in, "Subject: " + mail + "\r\nMessage-ID: <" + mail + "@elsewhere.example>\r\n\r\nbody\r\n.");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String say(Socket socket, BufferedReader in, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return reply(in);
    }

    private static String reply(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        if (line == null) {
            throw new IOException("it hung up");
        }
        return line;
    }

    @Override
    public void close() {
        end();
    }

    /** Returns when the mail under way has its answer; sends none after it. */
    void end() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
