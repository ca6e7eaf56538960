// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.util.Optional;
import org.relaywarden.bsmtp.incoming.Transaction;
import org.relaywarden.bsmtp.net.Connection;

/** What a session knows: who greeted how, and the mail that is being built up. Used by one thread. */
final class Dialogue {

    private static final int STRESSED_PERCENT = 80;
    private static final int ALL_STRESSED_PERCENT = 95;
    private static final int WRONG_PASSWORDS_MAX = 3;

    private final Parts parts;
    private final Connection connection;
    private final String id;
    private String helo = "";
    private boolean extended;
    private String tls = "";
    private String login = "";
    private int wrongPasswords;
    private Optional<Transaction> transaction = Optional.empty();
    private int mailsBegun;
    private boolean toldStressed;

    Dialogue(Parts parts, Connection connection, String id) {
        this.parts = parts;
        this.connection = connection;
        this.id = id;
    }

    Parts parts() {
        return parts;
    }

    Connection connection() {
        return connection;
    }

    /** The session's id, in every journal line. */
    String id() {
        return id;
    }

    /** What the peer may ask of us, as things stand: on a crowded server less, those whom we don't know first. */
    SessionLimits limits() {
        SessionLimits limits = parts.settings().limits();
        int inUse = connection.sessionsInUsePercent();
        if (inUse <= STRESSED_PERCENT
                || (inUse <= ALL_STRESSED_PERCENT && parts.knownPeers().isKnown(connection.peer()))) {
            return limits;
        }
        if (!toldStressed) {
            toldStressed = true;
            parts.journal().stressed();
        }
        return limits.stressed();
    }

    boolean isGreeted() {
        return !helo.isEmpty();
    }

    /** What the peer called itself: a stranger's text, printable ASCII. */
    String helo() {
        return helo;
    }

    /** Whether it said EHLO. */
    boolean isExtended() {
        return extended;
    }

    /** A greeting ends a mail that was begun (RFC 5321 section 4.1.4). */
    void greeted(String name, boolean byEhlo) {
        helo = name;
        extended = byEhlo;
        reset();
    }

    /** Protocol and cipher; empty while all is plain. */
    String tls() {
        return tls;
    }

    boolean isSecured() {
        return !tls.isEmpty();
    }

    /** RFC 3207 section 4.2: what was said before could have been anybody's, and is forgotten. */
    void secured(String protocolAndCipher) {
        tls = protocolAndCipher;
        greeted("", false);
    }

    /** Who proved to be who by AUTH; empty while nobody did. */
    String login() {
        return login;
    }

    /** RFC 4954 section 4: it holds to the end of the session. */
    void loggedIn(String proven) {
        login = proven;
    }

    /** After one that was wrong: whether the session may try another. */
    boolean mayTryPasswords() {
        return ++wrongPasswords < WRONG_PASSWORDS_MAX;
    }

    Optional<Transaction> transaction() {
        return transaction;
    }

    void begin(Transaction begun) {
        transaction = Optional.of(begun);
        mailsBegun++;
    }

    int mailsBegun() {
        return mailsBegun;
    }

    /** However a transaction ends, the room that it kept ends with it. */
    void reset() {
        transaction.ifPresent(ended -> ended.reservations().close());
        transaction = Optional.empty();
    }
}
