// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.auth;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import org.relaywarden.bsmtp.net.PeerKey;
import org.relaywarden.bsmtp.rate.Allowance;

/** Lets nobody try passwords without end, however many connections they take. */
final class PacedAuthentication implements Authentication {

    /** Wrong passwords of one peer in a time: a mail program with an old password tries every few minutes. */
    static final int WRONG_MAX = 20;

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Dovecot dovecot;
    private final AuthJournal journal;
    private final InstantSource clock;
    private final Allowance<ByteBuffer> wrong = new Allowance<>(WINDOW, WRONG_MAX);

    PacedAuthentication(Dovecot dovecot, AuthJournal journal, InstantSource clock) {
        this.dovecot = dovecot;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public Verified verify(String session, Credentials credentials, InetAddress peer) {
        ByteBuffer key = PeerKey.ofPeer(peer);
        if (wrong.freeAt(key, clock.instant()).isPresent()) {
            journal.tooOften(session, peer);
            return new Verified.TooOften();
        }
        Verified verified;
        try {
            verified = dovecot.ask(credentials, peer);
        } catch (IOException away) {
            journal.away(session, String.valueOf(away.getMessage()));
            return new Verified.Away();
        }
        switch (verified) {
            case Verified.Proven(String login) -> journal.proven(session, peer, login);
            case Verified.Wrong() -> {
                wrong.charge(key, clock.instant());
                journal.wrong(session, peer);
            }
            case Verified.Away() -> journal.away(session, "Dovecot can't look the password up just now");
            case Verified.TooOften() -> {
                // Said by nobody but us.
            }
        }
        return verified;
    }

    @Override
    public String outage() {
        try {
            dovecot.greet();
            return "";
        } catch (IOException away) {
            return String.valueOf(away.getMessage());
        }
    }
}
