// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.relaywarden.bsmtp.bounce.FailedRecipient;
import org.relaywarden.bsmtp.body.Body;
import org.relaywarden.bsmtp.client.Dialled;
import org.relaywarden.bsmtp.client.HostConnection;
import org.relaywarden.bsmtp.client.OutgoingMail;
import org.relaywarden.bsmtp.client.Sent.RefusedRecipient;
import org.relaywarden.bsmtp.client.Sent;
import org.relaywarden.bsmtp.client.Step;
import org.relaywarden.bsmtp.client.Trouble;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.EnhancedCode;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.spool.OpenedMail;
import org.relaywarden.bsmtp.spool.SpoolException;

/** Round by round: all that is due, over one connection. A message goes only when another has it. */
final class RelayRounds implements OutgoingRelay {

    /** The relay host's own row in the book of patience: no id of a message is a single word. */
    private static final String HOST = "host";

    /** RFC 3463 section 3.5: delivery time expired. */
    private static final EnhancedCode EXPIRED = new EnhancedCode(4, 4, 7);

    /** RFC 3463 section 3.2. */
    private static final int SUBJECT_ADDRESS = 1;

    private final OutgoingParts parts;
    private final OutgoingSettings settings;
    private final OutgoingJournal journal;
    private final Patience patience;
    private final ReentrantLock round = new ReentrantLock();
    /** Another's already, and could not be taken off the disk: not sent again while we run. */
    private final Set<String> done = new HashSet<>();

    RelayRounds(OutgoingParts parts, OutgoingSettings settings) {
        this.parts = parts;
        this.settings = settings;
        this.journal = new OutgoingJournal(parts.journal(), settings.host());
        this.patience = new Patience(settings.retryFirst(), settings.retryMax());
    }

    @Override
    public void run() {
        if (!round.tryLock()) {
            return;
        }
        try {
            List<StoredMail> waiting = parts.spool().list(SystemMailbox.OUTGOING);
            forgetOthers(waiting);
            waiting.stream().filter(mail -> done.contains(mail.id())).forEach(this::remove);
            Instant now = parts.clock().instant();
            List<StoredMail> due = waiting.stream()
                    .filter(mail -> !done.contains(mail.id()) && patience.isDue(mail.id(), now))
                    .toList();
            if (!due.isEmpty() && patience.isDue(HOST, now)) {
                handOver(due);
            }
        } catch (IOException failed) {
            journal.fault("outgoing", failed);
        } finally {
            round.unlock();
        }
    }

    private void forgetOthers(List<StoredMail> waiting) {
        Set<String> ids = new HashSet<>(waiting.stream().map(StoredMail::id).toList());
        done.retainAll(ids);
        ids.add(HOST);
        patience.keepOnly(ids);
    }

    private void handOver(List<StoredMail> due) {
        switch (parts.client().dial(settings.host())) {
            case Dialled.Failed(Trouble trouble) -> {
                hostFailed(trouble.toString(), due.size());
                due.stream().filter(this::isExpired).forEach(mail -> expired(mail, trouble.toString()));
            }
            case Dialled.Connected(HostConnection connection) -> {
                patience.succeeded(HOST);
                try (connection) {
                    for (StoredMail mail : due) {
                        if (!connection.isUsable()) {
                            return;
                        }
                        handOver(mail, connection);
                    }
                }
            }
        }
    }

    private void handOver(StoredMail mail, HostConnection connection) {
        Body body;
        try {
            Optional<InputStream> message = parts.spool().open(mail);
            if (message.isEmpty()) {
                return;
            }
            try (InputStream open = message.get()) {
                body = Body.checked(open, () -> reopened(mail));
            }
        } catch (IOException unfit) {
            journal.fault(mail.id(), unfit);
            patience.failed(mail.id(), parts.clock().instant());
            return;
        }
        Envelope envelope = mail.envelope();
        switch (connection.send(new OutgoingMail(envelope.sender(), mail.recipients(), envelope.eightBit(),
                envelope.smtpUtf8(), envelope.dsn(), body))) {
            case Sent.Taken(Reply reply, var _, List<RefusedRecipient> refused) ->
                took(mail, reply, refused);
            case Sent.Refused(Step step, Reply reply, var _) ->
                refused(mail, step, reply);
            case Sent.Stopped(Trouble trouble) -> stopped(mail, trouble);
            // Sent once more, and perhaps twice: the sender may hear of the same failure twice (RFC 1047).
            case Sent.Uncertain(Trouble trouble) -> stopped(mail, trouble);
        }
    }

    private InputStream reopened(StoredMail mail) throws IOException {
        return parts.spool().open(mail).orElseThrow(() -> new NoSuchFileException(mail.id() + " is gone"));
    }

    private void took(StoredMail mail, Reply reply, List<RefusedRecipient> refused) {
        journal.relayed(mail, reply);
        if (refused.isEmpty()) {
            remove(mail);
        } else { // our own mail has one recipient each; more of them are the postmaster's to look at, not lost
            Instant now = parts.clock().instant();
            giveUp(mail, refused.getFirst().reply().toString(), refused.stream()
                    .map(one -> FailedRecipient.refused(
                            one.recipient(), settings.host().getAddress(), one.reply(), now))
                    .toList());
        }
    }

    private void refused(StoredMail mail, Step step, Reply reply) {
        String words = step.word() + ": " + reply;
        if (step == Step.RECIPIENT && isBadAddress(reply)) {
            Instant now = parts.clock().instant();
            giveUp(mail, words, mail.recipients().stream()
                    .map(one -> FailedRecipient.refused(one, settings.host().getAddress(), reply, now))
                    .toList());
        } else if (isExpired(mail)) {
            expired(mail, words);
        } else {
            deferred(mail, words);
        }
    }

    /** Any other word of our own relay host is a fault of its or our settings, which somebody mends in time. */
    private static boolean isBadAddress(Reply reply) {
        return reply.isPermanent()
                && reply.enhancedCode()
                        .filter(code -> code.klass() == 5 && code.subject() == SUBJECT_ADDRESS)
                        .isPresent();
    }

    private void stopped(StoredMail mail, Trouble trouble) {
        hostFailed(trouble.toString(), 1);
        if (isExpired(mail)) {
            expired(mail, trouble.toString());
        } else {
            deferred(mail, trouble.toString());
        }
    }

    private void hostFailed(String words, int waiting) {
        journal.hostFailed(words, waiting, patience.failed(HOST, parts.clock().instant()));
    }

    private void deferred(StoredMail mail, String words) {
        journal.deferred(mail, words, patience.failed(mail.id(), parts.clock().instant()));
    }

    private boolean isExpired(StoredMail mail) {
        return !mail.envelope().receivedAt().plus(settings.giveUpAfter()).isAfter(parts.clock().instant());
    }

    private void expired(StoredMail mail, String words) {
        Instant now = parts.clock().instant();
        giveUp(mail, "given up after " + settings.giveUpAfter() + ", last: " + words, mail.recipients().stream()
                .map(one -> new FailedRecipient(
                        one, EXPIRED, Optional.of(settings.host().getAddress()), words, now))
                .toList());
    }

    /** The postmaster has it on the disk before it goes (RFC 5321 section 4.5.5: nobody else is told). */
    private void giveUp(StoredMail mail, String words, List<FailedRecipient> failed) {
        try {
            Optional<InputStream> message = parts.spool().open(mail);
            if (message.isEmpty()) {
                return;
            }
            try (OpenedMail opened = new OpenedMail(mail, message.get())) {
                parts.bounces().tellPostmaster(opened, failed);
            }
            journal.givenUp(mail, words);
            remove(mail);
        } catch (IOException | SpoolException stays) {
            journal.fault(mail.id(), stays);
            patience.failed(mail.id(), parts.clock().instant());
        }
    }

    private void remove(StoredMail mail) {
        try {
            parts.spool().remove(mail);
        } catch (IOException failed) {
            done.add(mail.id());
            journal.fault(mail.id(), failed);
        }
    }
}
