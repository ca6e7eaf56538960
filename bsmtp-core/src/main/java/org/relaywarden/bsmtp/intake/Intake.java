// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.relaywarden.bsmtp.filter.Screening;
import org.relaywarden.bsmtp.net.KnownPeers;
import org.relaywarden.bsmtp.net.Listener;
import org.relaywarden.bsmtp.net.ListenerSettings;

/** Our SMTP server (RFC 5321). Says {@code 250} to a mail only when the spool has promised to keep it. Thread-safe. */
public final class Intake implements AutoCloseable {

    private final Listener listener;
    private final Screening screening;

    private Intake(Listener listener, Screening screening) {
        this.listener = listener;
        this.screening = screening;
    }

    /**
     * Begins to listen.
     *
     * @throws IOException when an address can't be had; the message says which, and what to do
     */
    public static Intake start(IntakeSettings settings, IntakeParts given) throws IOException {
        Parts parts = new Parts(settings, given, new IntakeJournal(given.journal()), new KnownPeers());
        SessionLimits limits = settings.limits();
        ListenerSettings listening = new ListenerSettings("intake", settings.listen(), limits.sessionsMax(),
                limits.sessionsPerPeerMax(), limits.sessionsPerNetworkMax(), Replies.BUSY.toString(),
                limits.writeWithin(), limits.closeWithin());
        return new Intake(
                Listener.open(listening, given.journal(), connection -> new Session(parts, connection).hold()),
                given.screening());
    }

    /** Where it listens, with the ports that were really bound. */
    public List<InetSocketAddress> addresses() {
        return listener.addresses();
    }

    /** Takes no more connections and ends the sessions; a mail that is being committed still gets its answer. */
    @Override
    public void close() {
        screening.close();
        listener.close();
    }
}
