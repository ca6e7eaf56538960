// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.filter.Screening;
import org.relaywarden.bsmtp.net.KnownPeers;
import org.relaywarden.bsmtp.net.Listener;
import org.relaywarden.bsmtp.net.ListenerSettings;
import org.relaywarden.bsmtp.tls.ServerCertificate;

/** Our SMTP server (RFC 5321). Says {@code 250} to a mail only when the spool has promised to keep it. Thread-safe. */
public final class Intake implements AutoCloseable {

    private final List<Listener> listeners;
    private final Screening screening;

    private Intake(List<Listener> listeners, Screening screening) {
        this.listeners = listeners;
        this.screening = screening;
    }

    /**
     * Begins to listen. Where TLS comes first is counted apart: each kind of address has the ceilings of sessions for
     * itself.
     *
     * @throws IOException when an address can't be had; the message says which, and what to do
     */
    public static Intake start(IntakeSettings settings, IntakeParts given) throws IOException {
        Parts parts = new Parts(settings, given, new IntakeJournal(given.journal()), new KnownPeers());
        List<Listener> listeners = new ArrayList<>();
        try {
            if (!settings.listen().isEmpty()) {
                listeners.add(open(settings.name(), settings.listen(), parts, Optional.empty()));
            }
            if (!settings.listenTls().isEmpty()) {
                ServerCertificate certificate = given.certificate()
                        .orElseThrow(() -> new IllegalArgumentException("TLS needs a certificate"));
                listeners.add(open(settings.name() + "-tls", settings.listenTls(), parts, Optional.of(certificate)));
            }
        } catch (IOException taken) {
            listeners.forEach(Listener::close);
            throw taken;
        }
        return new Intake(List.copyOf(listeners), given.screening());
    }

    private static Listener open(
            String name, List<InetSocketAddress> addresses, Parts parts, Optional<ServerCertificate> tlsFirst)
            throws IOException {
        SessionLimits limits = parts.settings().limits();
        ListenerSettings listening = new ListenerSettings(name, addresses, limits.sessionsMax(),
                limits.sessionsPerPeerMax(), limits.sessionsPerNetworkMax(), Replies.BUSY.toString(),
                limits.writeWithin(), limits.closeWithin());
        return Listener.open(listening, parts.given().journal(),
                connection -> new Session(parts, connection, tlsFirst).hold());
    }

    /** Where it listens, with the ports that were really bound; those where TLS comes first are the last ones. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream().flatMap(listener -> listener.addresses().stream()).toList();
    }

    /** Takes no more connections and ends the sessions; a mail that is being committed still gets its answer. */
    @Override
    public void close() {
        screening.close();
        listeners.forEach(Listener::close);
    }
}
