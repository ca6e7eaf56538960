// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.io.IOException;

/** A conversation with a host that has greeted us. Used by one thread. */
public final class HostConnection implements AutoCloseable {

    private final Wire wire;
    private final ClientTimeouts timeouts;
    private final Extensions extensions;
    private final Runnable whenClosed;
    private boolean usable = true;

    HostConnection(Wire wire, ClientTimeouts timeouts, Extensions extensions, Runnable whenClosed) {
        this.wire = wire;
        this.timeouts = timeouts;
        this.extensions = extensions;
        this.whenClosed = whenClosed;
    }

    /** Hands one message over. Only while {@link #isUsable()}. */
    public Sent send(OutgoingMail mail) {
        Transaction transaction = new Transaction(wire, timeouts, extensions, mail);
        wire.setBusy(true);
        try {
            Sent sent = transaction.run();
            usable = transaction.mayGoOn();
            return sent;
        } catch (IOException failed) {
            usable = false;
            Trouble trouble = Trouble.happened(transaction.step(), Wire.words(failed));
            return transaction.step() == Step.DOT ? new Sent.Uncertain(trouble) : new Sent.Stopped(trouble);
        } finally {
            wire.setBusy(false);
        }
    }

    /** Whether another message may be sent. */
    public boolean isUsable() {
        return usable;
    }

    /** Says QUIT where the host still listens, and hangs up. */
    @Override
    public void close() {
        try {
            if (usable) {
                wire.write("QUIT\r\n");
                wire.reply(timeouts.quit());
            }
        } catch (IOException gone) {
            // RFC 5321 section 4.1.1.10: whoever hangs up now loses nothing.
        } finally {
            usable = false;
            wire.cut();
            whenClosed.run();
        }
    }
}
