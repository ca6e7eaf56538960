// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash.delivering;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The machine to which all customers' mail is pushed. It shares no code with ours, and keeps book of what it took. */
final class CustomersHost implements AutoCloseable {

    private static final long CONVERSATION_ENDS_WITHIN_MILLIS = 30_000;

    /** Who looks on. */
    interface Watch {

        /** A client has reached this point; false to say nothing more to it. */
        boolean goesOn(DeliveryPoint point);

        /** The whole message is here, for these; it belongs to the host from now on. */
        Taking took(byte[] message, List<String> recipients, boolean isPart);
    }

    private final ServerSocket server;
    private final Watch watch;
    private final Random chance;
    private final Queue<Thread> conversations = new ConcurrentLinkedQueue<>();
    private volatile boolean busy = true;

    CustomersHost(Watch watch, long seed) throws IOException {
        this.watch = watch;
        this.chance = new Random(seed);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** While it is, it refuses some for now. */
    void isBusy(boolean now) {
        busy = now;
    }

    /** When no client lives any more: returns when all that they sent was seen. */
    void settle() throws InterruptedException {
        for (Thread each = conversations.poll(); each != null; each = conversations.poll()) {
            each.join(CONVERSATION_ENDS_WITHIN_MILLIS);
            if (each.isAlive()) {
                throw new AssertionError("a conversation outlives its client");
            }
        }
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                conversations.add(Thread.ofVirtual().start(() -> serve(socket)));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Conversation(socket).run();
        } catch (IOException killed) {
            // What it sent before is in the book.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private final class Conversation {

        private final Socket socket;
        private final InputStream in;
        private List<String> recipients = new ArrayList<>();
        private boolean refusedSome;
        private @Nullable Taking last;

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        void run() throws IOException {
            boolean beforeBanner = flip();
            if (beforeBanner && !watch.goesOn(DeliveryPoint.C9_DIALLED)) {
                return;
            }
            say("220 host.example ESMTP");
            String hello = line();
            if (hello.isEmpty() || !beforeBanner && !watch.goesOn(DeliveryPoint.C9_DIALLED)) {
                return;
            }
            say("250-host.example\r\n250-PIPELINING\r\n250 8BITMIME");
            String line = line();
            while (!line.isEmpty() && answered(line)) {
                line = line();
            }
        }

        private boolean answered(String line) throws IOException {
            switch (line.substring(0, 4)) {
                case "MAIL" -> {
                    recipients = new ArrayList<>();
                    refusedSome = false;
                    say("250 ok");
                }
                case "RCPT" -> recipient(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                case "DATA" -> {
                    return data();
                }
                case "QUIT" -> {
                    lastAnswerWasRead();
                    say("221 bye");
                    return false;
                }
                default -> { // RSET, said because of an answer
                    lastAnswerWasRead();
                    say("250 ok");
                }
            }
            return true;
        }

        /** MAIL, RCPT and DATA tell nothing of that: they may come in one group with the message before (RFC 2920). */
        private void lastAnswerWasRead() {
            if (last != null) {
                last.answer(Taking.Answer.READ);
                last = null;
            }
        }

        private void recipient(String address) throws IOException {
            if (busy && address.startsWith(DeliveryTown.BUSY) && flip()) {
                refusedSome = true;
                say("451 4.2.1 busy");
            } else if (address.startsWith(DeliveryTown.NOBODY)) {
                refusedSome = true;
                say("550 5.1.1 no such user");
            } else {
                recipients.add(address);
                say("250 ok");
            }
        }

        private boolean data() throws IOException {
            if (recipients.isEmpty()) {
                say("554 5.5.1 for nobody");
                return true;
            }
            say("354 go on");
            if (!watch.goesOn(DeliveryPoint.C10_TOLD_TO_GO_ON)) {
                return false;
            }
            Taking taking = watch.took(message(), recipients, refusedSome);
            if (!watch.goesOn(DeliveryPoint.C11_TAKEN_UNSAID)) {
                return false;
            }
            taking.answer(Taking.Answer.GIVEN);
            say("250 2.0.0 mine");
            last = taking;
            return true;
        }

        private byte[] message() throws IOException {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            for (byte[] line = rawLine(); ; line = rawLine()) {
                if (line.length == 0) {
                    throw new IOException("killed within the message");
                }
                lastAnswerWasRead();
                if (line.length == 3 && line[0] == '.') {
                    return message.toByteArray();
                }
                int from = line[0] == '.' ? 1 : 0;
                message.write(line, from, line.length - from);
            }
        }

        private void say(String reply) throws IOException {
            socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        /** Empty when the client is gone. */
        private String line() throws IOException {
            return new String(rawLine(), StandardCharsets.ISO_8859_1).strip();
        }

        private byte[] rawLine() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                line.write(octet);
                if (octet == '\n') {
                    return line.toByteArray();
                }
            }
            return new byte[0];
        }

        private boolean flip() {
            synchronized (chance) {
                return chance.nextBoolean();
            }
        }
    }
}
