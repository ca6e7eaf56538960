// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * SMTP lines over a socket, one character per byte (ISO 8859-1); each line and message is bounded, each wait has an
 * end.
 */
final class Wire implements Closeable {
    static final int LINE_BYTES_MAX = 4096;

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    Wire(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /**
     * Encrypts from here on, as the server, and asks for the caller's certificate.
     *
     * @return whether the caller showed one that {@code certificate} trusts
     */
    boolean encrypt(SSLSocketFactory certificate) throws IOException {
        SSLSocket encrypted = (SSLSocket) certificate.createSocket(
                socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.setWantClientAuth(true);
        encrypted.startHandshake();
        socket = encrypted;
        in = new BufferedInputStream(encrypted.getInputStream());
        out = encrypted.getOutputStream();
        try {
            return encrypted.getSession().getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException none) {
            return false;
        }
    }

    /** The next line without its end, cut at the bound; what lies beyond the bound is thrown away. */
    String readLine() throws IOException {
        String piece = readPiece();
        String line = piece;
        while (!piece.endsWith("\n")) {
            piece = readPiece();
        }
        return line.endsWith("\r\n") ? line.substring(0, line.length() - 2) : line.stripTrailing();
    }

    /**
     * The message up to the final dot, dots unstuffed, or nothing when it is longer than {@code bytesMax}. Only a dot
     * between two CRLF ends it (RFC 5321 section 4.1.1.4): to take less would let one mail smuggle another.
     */
    Optional<String> readMessage(int bytesMax) throws IOException {
        var message = new ByteArrayOutputStream();
        boolean tooLong = false;
        boolean atLineStart = true;
        while (true) {
            String piece = readPiece();
            if (atLineStart && piece.equals(".\r\n")) {
                return tooLong ? Optional.empty() : Optional.of(message.toString(StandardCharsets.ISO_8859_1));
            }
            String text = atLineStart && piece.startsWith(".") ? piece.substring(1) : piece;
            tooLong |= message.size() + text.length() > bytesMax;
            if (!tooLong) {
                message.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            }
            atLineStart = piece.endsWith("\r\n");
        }
    }

    /** Bytes up to and with the next LF, or as many as a line may have. */
    private String readPiece() throws IOException {
        var piece = new StringBuilder();
        while (piece.length() < LINE_BYTES_MAX) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the peer hung up");
            }
            piece.append((char) next);
            if (next == '\n') {
                break;
            }
        }
        return piece.toString();
    }

    /** Reads and forgets whatever comes, until the peer hangs up. */
    void swallow() throws IOException {
        byte[] forgotten = new byte[1024];
        while (in.read(forgotten) >= 0) {
            // the bytes are of no interest, only their end is
        }
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Sends byte after byte, each after a pause. */
    void send(byte[] bytes, Duration pausePerByte) throws IOException {
        if (pausePerByte.isZero()) {
            send(bytes);
            return;
        }
        for (byte b : bytes) {
            try {
                Thread.sleep(pausePerByte);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the server was closed while it dribbled");
            }
            out.write(b);
        }
    }

    /** Ends the sending side and waits a little for the peer to read, or a reset would take the last reply away. */
    void hangUp(Duration patience) throws IOException {
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        socket.shutdownOutput();
        try {
            swallow();
        } catch (SocketTimeoutException slow) {
            // had its time
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
