// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.apache.commons.net.DefaultSocketFactory;
import org.apache.commons.net.SocketClient;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.tls.AnyCertificate;
import org.relaywarden.bsmtp.tls.ClientCertificate;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.replies.BrokenOff;
import org.relaywarden.scanner.replies.Deadline;
import org.relaywarden.scanner.replies.Heard;
import org.relaywarden.scanner.replies.ReplyReader;
import org.relaywarden.scanner.replies.TranscriptWriter;
import org.relaywarden.scanner.targets.Targets;

/**
 * The connection to one host: Commons Net dials, our own bounded reader listens. Used by one thread.
 *
 * <p>Writing needs no deadline of its own: all that one conversation says fits into the send buffer, so no write waits
 * for a host that does not read.
 */
final class Wire extends SocketClient implements AutoCloseable {

    private static final int SEND_BUFFER_BYTES = 64 * 1024;
    private static final Duration GOODBYE_MAX = Duration.ofSeconds(5);

    private final TranscriptWriter transcript;
    private final Deadline conversation;
    private final Optional<ClientCertificate> certificate;
    private @Nullable ReplyReader replies;
    private volatile @Nullable Socket socket;
    private volatile boolean aborted;
    private @Nullable Watch watch;
    private boolean hasReplied;

    Wire(TranscriptWriter transcript, Duration conversationMax, Optional<ClientCertificate> certificate) {
        this.transcript = transcript;
        this.certificate = certificate;
        this.conversation = Deadline.in(conversationMax);
        setSocketFactory(new KeptSocketFactory());
    }

    /**
     * Connects.
     *
     * @return false where the address is no customer's (any more): nothing was sent then
     */
    boolean dial(Targets targets, Call call, Duration atMost) throws BrokenOff {
        InetAddress address = call.target().address();
        int port = call.path().port();
        setConnectTimeout((int) atMost.toMillis());
        // S7, decision 20: the very address that is dialled, at the moment it is dialled.
        if (!targets.mayDial(address, port)) {
            return false;
        }
        try {
            setSendBufferSize(SEND_BUFFER_BYTES);
            if (call.source().isPresent()) {
                connect(address, port, call.source().get(), 0);
            } else {
                connect(address, port);
            }
            return true;
        } catch (IOException unreachable) {
            throw new BrokenOff(Heard.Break.NO_CONNECTION, "no connection: " + unreachable.getMessage());
        }
    }

    @Override
    protected void _connectAction_() throws IOException {
        super._connectAction_();
        replies = new ReplyReader(_socket_, transcript);
    }

    /**
     * Encrypts from here on.
     *
     * <p>A socket's timeout holds for each read of a record, and a host may send one byte by byte; so a watch ends the
     * handshake, and the whole conversation, from outside.
     *
     * @param how whether a certificate is shown
     */
    void encrypt(Security how, Duration atMost) throws BrokenOff {
        ReplyReader reader = replies;
        if (reader != null && reader.hasMore()) {
            if (!hasReplied) {
                throw new BrokenOff(Heard.Break.NO_CONNECTION, "the host speaks in the clear where TLS belongs");
            }
            // RFC 3207 section 4.2; what a stranger on the line put there would pass for the host's encrypted words.
            throw new BrokenOff(Heard.Break.GARBLED, "the host talked on in the clear before the TLS handshake");
        }
        Deadline until = Deadline.in(atMost).orEarlier(conversation);
        try (Watch _ = Watch.until(until, this::abort)) {
            SSLSocket encrypted = how == Security.CLIENT_CERTIFICATE
                    ? certificate.orElseThrow().over(_socket_)
                    : AnyCertificate.over(_socket_);
            encrypted.setSoTimeout(until.remainingMillis());
            encrypted.startHandshake();
            boolean shown = encrypted.getSession().getLocalCertificates() != null;
            transcript.happened("encrypted: " + encrypted.getSession().getProtocol()
                    + (shown ? ", and the host asked for our certificate" : ""));
            _socket_ = encrypted;
            _output_ = encrypted.getOutputStream();
            replies = new ReplyReader(encrypted, transcript);
        } catch (IOException failed) {
            throw new BrokenOff(Heard.Break.NO_CONNECTION, "the TLS handshake failed: " + failed.getMessage());
        }
        watch = Watch.until(conversation, this::abort);
    }

    /** Waits for a reply without saying anything: never speak before the banner. */
    Reply listen(Duration atMost) throws BrokenOff {
        ReplyReader reader = replies;
        if (reader == null) {
            throw new IllegalStateException("not connected");
        }
        Reply reply = reader.read(Deadline.in(atMost).orEarlier(conversation));
        hasReplied = true;
        if (reply.code() == 421) {
            // RFC 5321 section 3.8: it hangs up after this.
            throw new BrokenOff(Heard.Break.ENDED, reply.toString());
        }
        return reply;
    }

    /** Says one line, and waits for the reply. */
    Reply say(String line, Duration atMost) throws BrokenOff {
        tell(List.of(line));
        return listen(atMost);
    }

    /** Says these lines in one go (RFC 2920); a reply to each is to be listened for. */
    void tell(List<String> lines) throws BrokenOff {
        for (String line : lines) {
            if (line.chars().anyMatch(character -> (character < 0x20 && character != '\t') || character == 0x7f)) {
                throw new IllegalArgumentException("a command with a control character");
            }
            transcript.ours(line);
        }
        write(String.join("\r\n", lines) + "\r\n");
    }

    /** Sends a message as one chunk, the last (RFC 3030 section 2), and waits for the reply. */
    Reply sendChunk(String message, Duration atMost) throws BrokenOff {
        String command = "BDAT " + message.getBytes(StandardCharsets.UTF_8).length + " LAST";
        transcript.ours(command);
        message.lines().forEach(transcript::ours);
        write(command + "\r\n" + message);
        return listen(atMost);
    }

    /** Sends a message and the final dot, and waits for the reply. */
    Reply send(String message, Duration atMost) throws BrokenOff {
        message.lines().forEach(transcript::ours);
        transcript.ours(".");
        write(message.replace("\r\n.", "\r\n..") + ".\r\n"); // RFC 5321 section 4.5.2
        return listen(atMost);
    }

    private void write(String text) throws BrokenOff {
        try {
            _output_.write(text.getBytes(StandardCharsets.UTF_8));
            _output_.flush();
        } catch (IOException gone) {
            throw new BrokenOff(Heard.Break.ENDED, "the connection broke: " + gone.getMessage());
        }
    }

    /** Says QUIT (RFC 5321 section 4.1.1.10), whatever the host makes of it. */
    void quit() {
        try {
            say("QUIT", GOODBYE_MAX);
        } catch (BrokenOff gone) {
            transcript.happened(gone.broke().what());
        }
    }

    /** Ends the conversation from another thread: what it waits for breaks off. */
    void abort() {
        aborted = true;
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException closedAnyway) {
                return;
            }
        }
    }

    @Override
    public void close() {
        Watch watching = watch;
        if (watching != null) {
            watching.close();
        }
        try {
            disconnect();
        } catch (IOException closedAnyway) {
            transcript.happened("closing failed: " + closedAnyway.getMessage());
        }
    }

    /** Keeps hold of the socket that Commons Net dials with, for {@link #abort()}. */
    private final class KeptSocketFactory extends DefaultSocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            Socket made = super.createSocket();
            socket = made;
            if (aborted) {
                made.close();
            }
            return made;
        }
    }
}
