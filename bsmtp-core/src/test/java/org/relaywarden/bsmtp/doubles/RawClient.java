// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.doubles;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** A client without manners of its own: bytes out, replies in. */
public final class RawClient implements AutoCloseable {

    private static final int WAIT_MILLIS = 20_000;

    private final Socket plain;
    private Socket socket;
    private InputStream in;

    public RawClient(InetSocketAddress server) throws IOException {
        plain = new Socket();
        socket = plain;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(WAIT_MILLIS);
        socket.connect(server, WAIT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends the text as it is, each char one byte. */
    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Goes on in TLS, of these versions. */
    public RawClient secure(String... protocols) throws IOException {
        SSLSocket tls = (SSLSocket) TrustAll.context().getSocketFactory().createSocket(plain, "mail", 25, true);
        tls.setEnabledProtocols(protocols);
        tls.startHandshake();
        socket = tls;
        in = new BufferedInputStream(tls.getInputStream());
        return this;
    }

    /** Sends octets below whatever protects the connection. */
    public RawClient sendPlain(byte... octets) throws IOException {
        plain.getOutputStream().write(octets);
        return this;
    }

    /** How many times the text can be sent without a reply being read, until the server hangs up. */
    public int sendWithoutReading(String text, int atMost) {
        for (int sent = 0; sent < atMost; sent++) {
            try {
                send(text);
            } catch (IOException hungUp) {
                return sent;
            }
        }
        return atMost;
    }

    /**
     * Sends one octet after another, with a pause between them, until the server has closed.
     *
     * @return how many it took
     */
    public int drip(int octet, int pauseMillis, int atMost) throws IOException {
        plain.setSoTimeout(pauseMillis);
        for (int sent = 0; sent < atMost; sent++) {
            try {
                sendPlain((byte) octet);
                if (plain.getInputStream().read() < 0) {
                    return sent;
                }
            } catch (SocketTimeoutException pause) {
                // As long as a drip takes.
            } catch (SocketException closed) {
                return sent;
            }
        }
        return atMost;
    }

    /** Sends a command and reads its reply. */
    public String say(String command) throws IOException {
        send(command + "\r\n");
        return reply();
    }

    /** All lines of the next reply, joined by line feeds; empty when the server has closed. */
    public String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        String line;
        do {
            line = line();
            if (line.isEmpty()) {
                return reply.toString();
            }
            reply.append(reply.isEmpty() ? "" : "\n").append(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return reply.toString();
    }

    /** The next octets, as they are. */
    public String octets(int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    /** Everything till the server closes. */
    public String rest() throws IOException {
        StringBuilder rest = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            rest.append(line).append('\n');
        }
        return rest.toString();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Ends our half; the server reads an end. */
    public void hangUp() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
