// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.look;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.tls.AnyCertificate;

/** One short conversation over a connection that stands. Used once, by one thread. */
final class Talk {

    private static final int GREETING = 220;
    private static final int LINE_BYTES_MAX = 2_048;
    private static final int LINES_MAX = 100;
    private static final int CODE_LENGTH = 3;

    private final Socket socket;
    private final LookSettings settings;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean late;
    private String step = "banner";

    Talk(Socket socket, LookSettings settings) {
        this.socket = socket;
        this.settings = settings;
    }

    /** What was said is no reply (RFC 5321 section 4.2). */
    private static final class NoReplyException extends IOException {

        private static final long serialVersionUID = 1L;

        NoReplyException(String said) {
            super(said);
        }
    }

    Seen run() {
        // A limit for each read would let a host go on for ever, a byte at a time; and a handshake has no other.
        Thread.ofVirtual().name("look-watch").start(this::cutWhenLate);
        try {
            return converse();
        } catch (NoReplyException other) {
            return new Seen.NoMailServer(String.valueOf(other.getMessage()));
        } catch (IOException failed) {
            return late ? new Seen.Slow(step, settings.talkWithin()) : new Seen.HungUp(step);
        } finally {
            over.countDown();
        }
    }

    private void cutWhenLate() {
        try {
            if (!over.await(settings.talkWithin().toMillis(), TimeUnit.MILLISECONDS)) {
                late = true;
                socket.close();
            }
        } catch (InterruptedException | IOException ended) {
            // Nothing is left to be cut.
        }
    }

    private Seen converse() throws IOException {
        Reply banner = reply();
        if (banner.code() != GREETING) {
            return new Seen.TurnedAway(step, banner);
        }
        step = "EHLO";
        Reply hello = say("EHLO " + settings.heloName());
        boolean offered = hello.isPositive() && offersTls(hello);
        if (hello.isPermanent()) { // RFC 5321 section 3.2: an old host knows HELO only
            hello = say("HELO " + settings.heloName());
        }
        if (!hello.isPositive()) {
            return new Seen.TurnedAway(step, hello);
        }
        return new Seen.Answers(banner.toString(), offered && settings.startTls() ? encrypt() : leave());
    }

    private static boolean offersTls(Reply hello) {
        return hello.lines().stream().anyMatch(line -> line.strip().toUpperCase(Locale.ROOT).equals("STARTTLS"));
    }

    private Seen.Encryption leave() {
        try {
            socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // It is over anyway.
        }
        return new Seen.Encryption.NotUsed();
    }

    /** Whatever happens here, the host did answer. */
    private Seen.Encryption encrypt() {
        try {
            Reply ready = say("STARTTLS");
            if (ready.code() != GREETING) {
                return new Seen.Encryption.Fails("STARTTLS: " + ready);
            }
            try (SSLSocket secured = AnyCertificate.over(socket)) {
                secured.startHandshake();
                secured.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
                return new Seen.Encryption.Works(secured.getSession().getProtocol());
            }
        } catch (IOException failed) {
            return new Seen.Encryption.Fails(
                    late ? "the host was too slow" : "the handshake failed: " + failed.getMessage());
        }
    }

    private Reply say(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return reply();
    }

    private Reply reply() throws IOException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < LINES_MAX) {
            String line = line();
            if (!line.matches("[2-5][0-9][0-9](?:[ -].*)?")) {
                throw new NoReplyException(line);
            }
            texts.add(line.substring(Math.min(line.length(), CODE_LENGTH + 1)));
            if (line.length() == CODE_LENGTH || line.charAt(CODE_LENGTH) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, CODE_LENGTH)), texts);
            }
        }
        throw new NoReplyException("a reply of more than " + LINES_MAX + " lines");
    }

    /** Byte by byte: a few hundred of them, and not one more than the line has, for the rest may be TLS. */
    private String line() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        while (line.length() < LINE_BYTES_MAX) {
            int next = in.read();
            if (next < 0) {
                if (line.isEmpty()) {
                    throw new IOException("hung up");
                }
                throw new NoReplyException(line.toString());
            }
            if (next == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            line.append((char) next);
        }
        throw new NoReplyException(line.toString());
    }
}
