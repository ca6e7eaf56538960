// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaywarden.bsmtp.incoming.Unfit;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.Reply;

/** What the intake has to tell, one method a fact. Thread-safe. */
final class IntakeJournal {

    private final Journal journal;

    IntakeJournal(Journal journal) {
        this.journal = journal;
    }

    /** A mail got its 250; the spool told of each copy. */
    void taken(String session, List<StoredMail> copies) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mail", copies.getFirst().id());
        fields.put("copies", copies.size());
        journal.fact(session, "taken", fields);
        journal.count(IntakeCounter.TAKEN);
    }

    /** Of a mail that was read to its end; that it was refused is told with its reply. */
    void lineEnds(Optional<Unfit> unfit, boolean mended) {
        if (mended) {
            journal.count(IntakeCounter.LINE_ENDS_MENDED);
        }
        if (unfit.filter(Unfit.LoneLineEnd.class::isInstance).isPresent()) {
            journal.count(IntakeCounter.LONE_LINE_ENDS);
        }
    }

    /** From now on a session has the limits of a crowded server. */
    void stressed() {
        journal.count(IntakeCounter.STRESSED);
    }

    /** A command or a mail was not taken. {@code command} is the peer's own text. */
    void refused(String session, InetAddress peer, String helo, String command, Reply reply) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("peer", peer.getHostAddress());
        fields.put("helo", helo);
        fields.put("command", command);
        fields.put("reply", reply);
        journal.fact(session, "refused", fields);
        journal.count(reply.isTransient() ? IntakeCounter.PUT_OFF : IntakeCounter.REFUSED);
    }

    /** We ended a session because the peer reached a ceiling. */
    void ceilingReached(String session, InetAddress peer, Reply reply) {
        ended(session, peer, reply);
        journal.count(IntakeCounter.CEILING_REACHED);
    }

    /** The peer does not speak as a mail server does. */
    void noMailServer(String session, InetAddress peer, Reply reply) {
        ended(session, peer, reply);
        journal.count(IntakeCounter.NO_MAIL_SERVER);
    }

    private void ended(String session, InetAddress peer, Reply reply) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("peer", peer.getHostAddress());
        fields.put("reply", reply);
        journal.fact(session, "ended", fields);
    }

    /** A session goes on in TLS. */
    void secured(String session, InetAddress peer, String protocol, String cipher) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("peer", peer.getHostAddress());
        fields.put("protocol", protocol);
        fields.put("cipher", cipher);
        journal.fact(session, "secured", fields);
        journal.count(IntakeCounter.SECURED);
    }

    /** A TLS handshake failed; the words may hold text of the peer's. */
    void notSecured(String session, InetAddress peer, String words) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("peer", peer.getHostAddress());
        fields.put("reason", words);
        journal.fact(session, "unsecured", fields);
        journal.count(IntakeCounter.NOT_SECURED);
    }

    /** What decides about recipients failed: the customers' table can't be read, say. */
    void fault(String session, RuntimeException why) {
        journal.fact(session, "faulted", Map.of("reason", why.getClass().getSimpleName() + ": " + why.getMessage()));
        journal.count(IntakeCounter.FAULTS);
    }
}
