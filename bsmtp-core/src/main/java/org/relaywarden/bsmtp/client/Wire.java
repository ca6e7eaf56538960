// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.tls.AnyCertificate;

/** The bytes of one conversation: commands out, replies in, each with its deadline. Used by one thread, cut by any. */
final class Wire {

    /** RFC 5321 section 4.5.3.1.5 allows 512; hosts are wordy, and not all of them are well. */
    private static final int REPLY_LINE_BYTES_MAX = 4 << 10;

    private static final int REPLY_LINES_MAX = 100;
    private static final int CODE_LENGTH = 3;

    private static final boolean CAN_ACKNOWLEDGE_AT_ONCE = canAcknowledgeAtOnce();

    private final ClientTimeouts timeouts;
    private final WriteWatch watch;
    private final Socket connection = new Socket();
    private volatile Socket socket = connection;
    private final byte[] buffer = new byte[REPLY_LINE_BYTES_MAX];
    private int start;
    private int end;
    private volatile boolean busy;
    private volatile boolean tooSlow;

    Wire(ClientTimeouts timeouts, ScheduledExecutorService cutter) {
        this.timeouts = timeouts;
        watch = new WriteWatch(cutter, this::cutForSlowness);
    }

    private static boolean canAcknowledgeAtOnce() {
        try (Socket any = new Socket()) {
            return any.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        } catch (IOException closing) {
            return false;
        }
    }

    void connect(SourceAddresses.Choice source, InetSocketAddress host) throws IOException {
        switch (source) {
            case SourceAddresses.Choice.Any() -> {}
            case SourceAddresses.Choice.From(InetAddress address) -> bind(address);
            case SourceAddresses.Choice.None(String words) -> throw new IOException(words);
        }
        connection.setTcpNoDelay(true);
        connection.connect(host, millis(timeouts.connect()));
    }

    private void bind(InetAddress address) throws IOException {
        try {
            connection.bind(new InetSocketAddress(address, 0));
        } catch (BindException notOurs) {
            throw new IOException("mail can't be delivered from " + address.getHostAddress()
                    + ", which is no address of this machine", notOurs);
        }
    }

    /**
     * Encrypts what follows; right after the host's 220 to STARTTLS.
     *
     * @return protocol and cipher
     * @throws IOException also when the host said more than its reply in the clear: somebody put words into its mouth
     *     that would count as encrypted (CVE-2021-38371)
     */
    String startTls() throws IOException {
        if (start < end || connection.getInputStream().available() > 0) {
            throw new IOException("something was said in the clear behind the reply to STARTTLS");
        }
        SSLSocket encrypted = AnyCertificate.over(connection);
        watch.begins(timeouts.command());
        try {
            encrypted.startHandshake();
        } catch (IOException failed) {
            throw tooSlow ? slow() : failed;
        } finally {
            watch.ended();
        }
        socket = encrypted;
        SSLSession session = encrypted.getSession();
        return session.getProtocol() + " " + session.getCipherSuite();
    }

    /** Sends a command and waits for its reply. */
    Reply say(String command) throws IOException {
        write(command + "\r\n");
        return reply(timeouts.command());
    }

    /** Sends text: ASCII, but for the addresses of SMTPUTF8 mail. */
    void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, bytes.length);
    }

    /** Sends one block; a host that does not read it in time is cut off. */
    void write(byte[] bytes, int length) throws IOException {
        watch.begins(timeouts.block());
        try {
            socket.getOutputStream().write(bytes, 0, length);
        } finally {
            watch.ended();
        }
        if (tooSlow) {
            throw slow();
        }
    }

    private void cutForSlowness() {
        tooSlow = true;
        cut();
    }

    private IOException slow() {
        return new SocketTimeoutException("the host was too slow");
    }

    /**
     * Waits for a reply.
     *
     * @param within for the whole of it, however slowly its bytes drip in
     * @throws IOException when none came, or what came is no reply (RFC 5321 section 4.2)
     */
    Reply reply(Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        List<String> texts = new ArrayList<>();
        String code = "";
        while (texts.size() < REPLY_LINES_MAX) {
            String line = line(deadline);
            if (line.length() < CODE_LENGTH || !(texts.isEmpty() || line.startsWith(code))) {
                throw noReply();
            }
            code = line.substring(0, CODE_LENGTH);
            char separator = line.length() == CODE_LENGTH ? ' ' : line.charAt(CODE_LENGTH);
            if (!code.chars().allMatch(c -> c >= '0' && c <= '9') || (separator != ' ' && separator != '-')) {
                throw noReply();
            }
            texts.add(line.substring(Math.min(line.length(), CODE_LENGTH + 1)));
            if (separator == ' ') {
                return replyOf(Integer.parseInt(code), texts);
            }
        }
        throw new IOException("the host's reply has more than " + REPLY_LINES_MAX + " lines");
    }

    private static Reply replyOf(int code, List<String> texts) throws IOException {
        try {
            return new Reply(code, texts);
        } catch (IllegalArgumentException noCode) {
            throw new IOException("the host answered with a code that is none: " + code, noCode);
        }
    }

    private static IOException noReply() {
        return new IOException("what the host said is no reply");
    }

    /** A line without its end; an LF alone ends it too, for nothing hangs on it that a stranger could gain by. */
    private String line(long deadline) throws IOException {
        int looked = start;
        while (true) {
            for (; looked < end; looked++) {
                if (buffer[looked] == '\n') {
                    int lineEnd = looked > start && buffer[looked - 1] == '\r' ? looked - 1 : looked;
                    String line = new String(buffer, start, lineEnd - start, StandardCharsets.ISO_8859_1);
                    start = looked + 1;
                    return line;
                }
            }
            looked -= start;
            fill(deadline);
        }
    }

    private void fill(long deadline) throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        if (end == buffer.length) {
            throw new IOException("the host's reply has a line of more than " + REPLY_LINE_BYTES_MAX + " bytes");
        }
        long leftMillis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
        if (leftMillis <= 0) {
            throw slow();
        }
        socket.setSoTimeout((int) Math.min(leftMillis, Integer.MAX_VALUE));
        acknowledgeAtOnce();
        InputStream in = socket.getInputStream();
        int got;
        try {
            got = in.read(buffer, end, buffer.length - end);
        } catch (SocketTimeoutException waited) {
            throw slow();
        }
        if (got < 0) {
            throw new IOException("the host hung up");
        }
        end += got;
    }

    /**
     * A host that holds a reply back until the one before it is acknowledged (RFC 896) would wait 40 ms each time that
     * we have nothing to send meanwhile: replies to a group come in more than one piece. The system forgets it again.
     */
    private void acknowledgeAtOnce() throws IOException {
        if (CAN_ACKNOWLEDGE_AT_ONCE) {
            connection.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    /** Whether the host has said something that was not read yet, as far as it has arrived. */
    boolean hasUnread() throws IOException {
        return start < end || socket.getInputStream().available() > 0;
    }

    /** Whether a message is under way. */
    boolean isBusy() {
        return busy;
    }

    void setBusy(boolean isUnderWay) {
        busy = isUnderWay;
    }

    /** Ends the conversation, whatever it is doing. */
    void cut() {
        watch.close();
        try {
            connection.close(); // not by way of TLS, which would want to say goodbye first
        } catch (IOException closedAlready) {
            // Closed is what it is to be.
        }
    }

    /** An exception in words for an operator. */
    static String words(IOException failed) {
        String message = String.valueOf(failed.getMessage());
        return message.isBlank() || message.equals("null") ? failed.getClass().getSimpleName() : message;
    }

    private static int millis(Duration duration) {
        return (int) Math.min(duration.toMillis(), Integer.MAX_VALUE);
    }
}
