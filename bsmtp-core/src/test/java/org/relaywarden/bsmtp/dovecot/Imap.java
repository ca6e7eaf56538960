// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dovecot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.commons.net.imap.IMAPClient;
import org.apache.commons.net.imap.IMAPReply;

/** An IMAP session with the inbox open; each step must succeed. */
final class Imap implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final IMAPClient client = new IMAPClient();

    static Imap login(InetSocketAddress server, String login) throws IOException {
        Imap session = new Imap();
        session.client.setDefaultTimeout(PATIENCE_MILLIS);
        session.client.connect(server.getAddress(), server.getPort(), server.getAddress(), 0);
        session.must(session.client.login(login, SharedMailbox.PASSWORD));
        session.must(session.client.select("INBOX"));
        return session;
    }

    private void must(boolean done) {
        assertTrue(done, () -> client.getReplyString());
    }

    /** Any command, such as {@code STORE 1 +FLAGS (\Seen)}; gives all of the reply. */
    String command(String line) throws IOException {
        int blank = line.indexOf(' ');
        int reply = client.sendCommand(
                blank < 0 ? line : line.substring(0, blank), blank < 0 ? "" : line.substring(blank + 1));
        must(IMAPReply.isSuccess(reply));
        return client.getReplyString();
    }

    void append(String mailbox, String message) throws IOException {
        must(client.append(mailbox, null, null, message));
    }

    /** Makes a folder of the mailbox; one that is there is fine. */
    void create(String mailbox) throws IOException {
        client.create(mailbox);
    }

    @Override
    public void close() throws IOException {
        if (client.isConnected()) {
            client.logout();
            client.disconnect();
        }
    }
}
