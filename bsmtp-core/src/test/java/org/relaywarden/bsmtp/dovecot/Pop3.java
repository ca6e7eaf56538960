// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dovecot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.net.pop3.POP3Client;
import org.apache.commons.net.pop3.POP3MessageInfo;

/** A POP3 session; each step must succeed. Messages are counted from 1. */
final class Pop3 implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Client client = new Client();

    static Pop3 login(InetSocketAddress server, String login) throws IOException {
        Pop3 session = new Pop3();
        session.client.setDefaultTimeout(PATIENCE_MILLIS);
        // From the server's own address: it is this machine, and needs no TLS.
        session.client.connect(server.getAddress(), server.getPort(), server.getAddress(), 0);
        session.must(session.client.login(login, SharedMailbox.PASSWORD));
        return session;
    }

    private void must(boolean done) {
        assertTrue(done, () -> client.getReplyString());
    }

    /** Sizes in bytes, in order. */
    List<Integer> sizes() throws IOException {
        return Arrays.stream(client.listMessages()).map(message -> message.size).toList();
    }

    List<String> uidl() throws IOException {
        return Arrays.stream(client.listUniqueIdentifiers()).map(message -> message.identifier).toList();
    }

    int messages() throws IOException {
        POP3MessageInfo status = client.status();
        return status.number;
    }

    /** One character a byte. */
    String retrieve(int message) throws IOException {
        StringWriter text = new StringWriter();
        try (Reader reader = client.retrieveMessage(message)) {
            assertTrue(reader != null, client::getReplyString);
            reader.transferTo(text);
        }
        return text.toString();
    }

    /** Empty when a push that was under way at the login has taken the message since. */
    Optional<String> retrieveIfThere(int message) throws IOException {
        StringWriter text = new StringWriter();
        try (Reader reader = client.retrieveMessage(message)) {
            if (reader == null) {
                assertTrue(client.getReplyString().contains("expunged"), client::getReplyString);
                return Optional.empty();
            }
            reader.transferTo(text);
        }
        return Optional.of(text.toString());
    }

    void delete(int message) throws IOException {
        must(client.deleteMessage(message));
    }

    void reset() throws IOException {
        must(client.reset());
    }

    /** RFC 1939 section 6: only now is deleted what was marked. The session's lock is gone when this is done. */
    void quit() throws IOException {
        must(client.logout());
        client.awaitHangUp();
        client.disconnect();
    }

    /** Hangs up; after {@link #quit} it does nothing. */
    @Override
    public void close() throws IOException {
        if (client.isConnected()) {
            client.disconnect();
        }
    }

    private static final class Client extends POP3Client {
        /** The reply to QUIT comes before the lock goes, and the lock goes before the connection. */
        void awaitHangUp() throws IOException {
            while (_input_.read() >= 0) {
                continue;
            }
        }
    }
}
