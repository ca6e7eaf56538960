// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Sends mail after mail, as fast as it is taken, till nobody takes any. */
public final class Sender implements Runnable {

    private static final int MAILS_A_CONNECTION = 20;
    private static final int WAIT_MILLIS = 20_000;

    /** A mail that somebody sends; its bytes follow from name and size. */
    public record Mail(String name, int aboutBytes, List<Town.Addressee> to) {

        /** To the last byte what is sent. */
        public byte[] bytes() {
            return TestMail.bytes(name, aboutBytes);
        }
    }

    /** What becomes of the mails. Thread-safe. */
    public interface Outcome {

        /**
         * The next to send.
         *
         * @throws IOException when there are no more
         */
        Mail next(Random chance) throws IOException;

        /** The first byte of the answer to a final dot is here. */
        void answering();

        /** The 250 was read. */
        void promised(Mail mail);

        /** No answer came. */
        void unanswered(Mail mail);

        /** Another answer came: no disk was full, and nothing was broken. */
        void refused(Mail mail, String reply);
    }

    private final InetSocketAddress server;
    private final Random chance;
    private final Outcome outcome;

    /** @param seed of its choices */
    public Sender(InetSocketAddress server, long seed, Outcome outcome) {
        this.server = server;
        this.chance = new Random(seed);
        this.outcome = outcome;
    }

    @Override
    public void run() {
        try {
            while (true) {
                converse();
            }
        } catch (IOException nobodyThere) {
            // It was killed, or all is sent.
        }
    }

    private void converse() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(WAIT_MILLIS);
            socket.connect(server, WAIT_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            expect("220", reply(in, false));
            say(socket, in, "EHLO mx.far.example", "250");
            for (int i = 0; i < MAILS_A_CONNECTION; i++) {
                send(socket, in, outcome.next(chance));
            }
            say(socket, in, "QUIT", "221");
        }
    }

    private void send(Socket socket, InputStream in, Mail mail) throws IOException {
        String reply = "";
        try {
            say(socket, in, "MAIL FROM:<sender@far.example>", "250");
            for (Town.Addressee addressee : mail.to()) {
                say(socket, in, "RCPT TO:<" + addressee.address() + ">", "250");
            }
            say(socket, in, "DATA", "354");
            socket.getOutputStream().write(stuffed(mail.bytes()));
            reply = reply(in, true);
        } catch (IOException broken) {
            outcome.unanswered(mail);
            throw broken;
        }
        if (reply.startsWith("250 ")) {
            outcome.promised(mail);
        } else {
            outcome.refused(mail, reply);
        }
    }

    private static byte[] stuffed(byte[] mail) {
        String text = new String(mail, StandardCharsets.ISO_8859_1).replace("\r\n.", "\r\n..");
        return (text + ".\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private void say(Socket socket, InputStream in, String command, String code) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        expect(code, reply(in, false));
    }

    private static void expect(String code, String reply) {
        if (!reply.startsWith(code)) {
            throw new AssertionError("instead of " + code + ": " + reply);
        }
    }

    /** The last line of a reply, whole; half a line is none. */
    private String reply(InputStream in, boolean isTheAnswer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (isTheAnswer && line.isEmpty()) {
                outcome.answering();
            }
            if (octet == '\n') {
                if (line.charAt(3) != '-') {
                    return line.toString().strip();
                }
                line.setLength(0);
            } else {
                line.append((char) octet);
            }
        }
        throw new IOException("hung up within a reply");
    }
}
