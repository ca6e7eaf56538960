// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.bounce.FailedRecipient;
import org.relaywarden.bsmtp.incoming.Transaction;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.recipients.RecipientPolicy.Answer;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.MailParameters;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.SpoolException;

/**
 * Puts shares for our own domains into their mailboxes, as the intake would if somebody handed them in. Thread-safe.
 */
final class LocalCopies {

    private static final int BLOCK_BYTES = 64 << 10;

    private final OnwardParts parts;
    private final Optional<InetAddress> ownAddress;
    private final OnwardJournal journal;

    /** @param ownAddress as whose customers' mail comes in; empty: as that of whoever handed it in */
    LocalCopies(OnwardParts parts, Optional<InetAddress> ownAddress, OnwardJournal journal) {
        this.parts = parts;
        this.ownAddress = ownAddress;
        this.journal = journal;
    }

    Fate keep(Share share) {
        Envelope envelope = share.mail().envelope();
        Transaction transaction = new Transaction(envelope.sender(), new MailParameters(
                share.mail().messageBytes(), envelope.eightBit(), envelope.smtpUtf8(), envelope.dsn().returned(),
                envelope.dsn().envelopeId()), envelope.submission());
        try {
            return keep(share, transaction);
        } catch (IOException | SpoolException | RuntimeException failedHere) {
            // Who decides asks the database; a fault of ours is no word about any recipient.
            journal.fault(share.mail().id(), failedHere);
            return Fate.waits(share.recipients(), String.valueOf(failedHere.getMessage()));
        } finally {
            transaction.reservations().close();
        }
    }

    private Fate keep(Share share, Transaction transaction) throws IOException, SpoolException {
        List<MailAddress> taken = new ArrayList<>();
        List<FailedRecipient> failed = new ArrayList<>();
        List<MailAddress> waiting = new ArrayList<>();
        String words = "";
        Instant now = parts.clock().instant();
        for (MailAddress recipient : share.recipients()) {
            switch (parts.here().answer(question(share, transaction, recipient))) {
                case Answer.Take take -> {
                    transaction.add(recipient, take, share.mail().envelope().dsn().of(recipient));
                    taken.add(recipient);
                }
                case Answer.Refuse(Reply reply) when reply.isPermanent() -> failed.add(
                        FailedRecipient.refusedHere(recipient, reply, now));
                case Answer.Refuse(Reply reply) -> {
                    waiting.add(recipient);
                    words = reply.toString();
                }
            }
        }
        return !taken.isEmpty() && !commit(share, transaction)
                ? Fate.gone()
                : new Fate(taken, failed, List.of(), waiting, words, Fate.Connection.STANDS);
    }

    private static RecipientPolicy.Question question(Share share, Transaction transaction, MailAddress recipient) {
        return new RecipientPolicy.Question(
                InetAddress.getLoopbackAddress(), transaction.submission(), transaction.sender(), recipient,
                share.mail().messageBytes(), transaction.parameters().smtpUtf8(), transaction.reservations());
    }

    private Envelope envelope(Share share) {
        Envelope came = share.mail().envelope();
        return came.submission().isPresent() ? ownAddress.map(came::withPeer).orElse(came) : came;
    }

    /** False when the message is gone. */
    private boolean commit(Share share, Transaction transaction) throws IOException, SpoolException {
        Optional<InputStream> message = parts.spool().open(share.mail());
        if (message.isEmpty()) {
            return false;
        }
        List<Destination> destinations = transaction.destinations();
        try (InputStream open = message.get();
                Draft draft = parts.spool().begin(envelope(share), destinations)) {
            transaction.reservations().storing(draft.ids());
            byte[] block = new byte[BLOCK_BYTES];
            for (int got = open.read(block); got >= 0; got = open.read(block)) {
                draft.write(block, 0, got);
            }
            var copies = draft.commit();
            transaction.reservations().stored(copies);
            journal.keptHere(share, copies);
        }
        return true;
    }
}
