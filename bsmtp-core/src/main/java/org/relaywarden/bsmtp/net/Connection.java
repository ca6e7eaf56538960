// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.net.Chunk.Bytes;

/**
 * One connection from a stranger. Reads in bulk and hands on in lines or chunks; what is written goes out before the
 * next wait for the peer. Read and written by one thread, closed by any.
 */
public final class Connection {

    private static final int LINE_BUFFER_BYTES = 4 << 10;
    private static final int DATA_BUFFER_BYTES = 64 << 10;
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final int LINGER_BYTES_MAX = 256 << 10;
    private static final int END = -1;
    private static final int SLOW = -2;

    private static final String[] TLS_PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final DeadlineSocket socket;
    private final long writeNanos;
    private final IntSupplier sessionsInUsePercent;
    private InputStream in;
    private OutputStream out;
    private @Nullable SSLSocket secured;

    private byte[] buffer = new byte[LINE_BUFFER_BYTES];
    private int start;
    private int end;
    private final StringBuilder unsent = new StringBuilder();

    private volatile boolean closing;
    private volatile boolean writing;
    private volatile long writeUntilNanos;

    Connection(DeadlineSocket socket, Duration writeWithin, IntSupplier sessionsInUsePercent) throws IOException {
        this.socket = socket;
        this.writeNanos = writeWithin.toNanos();
        this.sessionsInUsePercent = sessionsInUsePercent;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
    }

    /** Who is connected. */
    public InetAddress peer() {
        return socket.getInetAddress();
    }

    /** How crowded the listener is, this session included: 0 to 100. */
    public int sessionsInUsePercent() {
        return sessionsInUsePercent.getAsInt();
    }

    /** Whether the listener closes: say good-bye and return. */
    public boolean isClosing() {
        return closing;
    }

    /**
     * Waits for a line.
     *
     * @param bytesMax without its CRLF
     * @param within for the whole line, however slowly its bytes drip in
     */
    public LineRead readLine(int bytesMax, Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        int looked = start;
        while (true) {
            for (; looked < end; looked++) {
                byte octet = buffer[looked];
                if (octet == 0 || octet == '\n' || (octet == '\r' && looked + 1 < end && buffer[looked + 1] != '\n')) {
                    return new LineRead.NoLine();
                }
                if (octet == '\r') {
                    break;
                }
            }
            if (looked - start > bytesMax) {
                return new LineRead.TooLong();
            }
            if (looked + 1 < end) {
                String line = new String(buffer, start, looked - start, StandardCharsets.ISO_8859_1);
                start = looked + 2;
                return new LineRead.Line(line);
            }
            looked -= start;
            int got = fill(deadline, bytesMax + 2);
            looked += start;
            if (got < 0) {
                return got == SLOW ? new LineRead.TooSlow() : new LineRead.EndOfStream();
            }
        }
    }

    /** What has come, or what comes next. */
    public Chunk readChunk(Pace pace) throws IOException {
        if (start == end) {
            int got = fill(pace.deadlineNanos(), DATA_BUFFER_BYTES);
            if (got < 0) {
                return got == SLOW ? new Chunk.TooSlow() : new Chunk.EndOfStream();
            }
            pace.came(got);
        }
        return new Bytes(ByteBuffer.wrap(buffer, start, end - start));
    }

    /** How many bytes of the chunk were used; the rest is read again. */
    public void consumed(int bytes) {
        if (bytes < 0 || bytes > end - start) {
            throw new IllegalArgumentException(bytes + " of " + (end - start) + " bytes");
        }
        start += bytes;
    }

    /** Whether the peer has sent something that was not read yet. */
    public boolean hasInput() throws IOException {
        if (start < end || in.available() > 0) {
            return true;
        }
        // Within TLS what lies in the socket may be text, or a record of the protocol's own: only decoding tells.
        return secured != null
                && socket.getInputStream().available() > 0
                && fill(System.nanoTime() + LOOK.toNanos(), LINE_BUFFER_BYTES) > 0;
    }

    /**
     * Goes on in TLS as its server (RFC 3207). What the peer sent behind its command is fed to the handshake, where it
     * fails: plain text never survives into the protected part (CVE-2011-0411).
     *
     * @param within for the whole handshake; the deadlines of reads and writes hold after it as before
     */
    public Handshake startTls(SSLSocketFactory factory, Duration within) throws IOException {
        flush();
        InputStream early = new ByteArrayInputStream(Arrays.copyOfRange(buffer, start, end));
        start = 0;
        end = 0;
        long deadline = System.nanoTime() + within.toNanos();
        socket.readUntil(deadline);
        writeUntilNanos = deadline + writeNanos;
        writing = true;
        try {
            SSLSocket tls = (SSLSocket) factory.createSocket(socket, early, true);
            tls.setEnabledProtocols(TLS_PROTOCOLS);
            tls.startHandshake();
            SSLSession session = tls.getSession();
            in = tls.getInputStream();
            out = tls.getOutputStream();
            secured = tls;
            return new Handshake.Secured(session.getProtocol(), session.getCipherSuite());
        } catch (SSLException | SocketTimeoutException | SocketException notSecured) {
            return new Handshake.Failed(String.valueOf(notSecured.getMessage()));
        } finally {
            writing = false;
        }
    }

    /** Waits for input; true when some came (or the peer hung up) before the time was over. */
    public boolean waitForInput(Duration within) throws IOException {
        return start < end || fill(System.nanoTime() + within.toNanos(), LINE_BUFFER_BYTES) != SLOW;
    }

    /** Writes ASCII text; it goes out with the next wait for the peer, or with {@link #flush}. */
    public void write(String text) {
        unsent.append(text);
    }

    /** Sends what was written. */
    public void flush() throws IOException {
        if (unsent.isEmpty()) {
            return;
        }
        byte[] bytes = unsent.toString().getBytes(StandardCharsets.US_ASCII);
        unsent.setLength(0);
        writeUntilNanos = System.nanoTime() + writeNanos;
        writing = true;
        try {
            out.write(bytes);
            out.flush();
        } finally {
            writing = false;
        }
    }

    /** Reads what the socket has into the free room, of at least one byte; the deadline is for this wait as a whole. */
    private int fill(long deadlineNanos, int room) throws IOException {
        flush();
        makeRoom(room);
        socket.readUntil(deadlineNanos);
        try {
            int got = in.read(buffer, end, buffer.length - end);
            if (got < 0) {
                return END;
            }
            end += got;
            return got;
        } catch (SocketTimeoutException tooSlow) {
            return closing ? END : SLOW;
        }
    }

    private void makeRoom(int room) {
        int length = end - start;
        byte[] target = buffer.length < room ? new byte[room] : buffer;
        System.arraycopy(buffer, start, target, 0, length);
        buffer = target;
        start = 0;
        end = length;
    }

    /**
     * Ends the connection so that the last words arrive: a socket closed with bytes unread makes the system throw away
     * what the peer has not read yet. So we say that we are done, and read a little longer, to nobody's use.
     */
    void finish() throws IOException {
        flush();
        shutdownOutput();
        long deadline = System.nanoTime() + LINGER.toNanos();
        int discarded = 0;
        int got = 0;
        while (got >= 0 && discarded < LINGER_BYTES_MAX) {
            start = end;
            got = fill(deadline, LINE_BUFFER_BYTES);
            discarded += got;
        }
    }

    private void shutdownOutput() throws IOException {
        SSLSocket tls = secured;
        if (tls != null) {
            writeUntilNanos = System.nanoTime() + writeNanos;
            writing = true;
            try {
                tls.shutdownOutput(); // a close_notify: without it the peer can't tell the end from an attack
            } finally {
                writing = false;
            }
            in = socket.getInputStream(); // what still comes is nobody's text any more
        }
        if (!socket.isOutputShutdown()) {
            socket.shutdownOutput();
        }
    }

    /** The listener closes: a wait for the peer ends now, what is under way goes on. */
    void hurry() {
        closing = true;
        try {
            socket.hurry();
        } catch (IOException closedAlready) {
            // Nothing to hurry.
        }
    }

    /** Whether the peer has not read for too long. */
    boolean isStuck() {
        return writing && System.nanoTime() - writeUntilNanos > 0;
    }

    /** Ends the connection, whatever it is doing. */
    void cut() {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // Closed is what it is to be.
        }
    }
}
