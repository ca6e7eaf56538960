// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.bounce.BounceRequest;
import org.relaywarden.bsmtp.bounce.Bounced;
import org.relaywarden.bsmtp.bounce.FailedRecipient;
import org.relaywarden.bsmtp.bounce.Ground;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.EnhancedCode;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.OpenedMail;
import org.relaywarden.bsmtp.spool.SpoolException;

/** Draws the consequences: what is settled leaves the ledger, who fails is told of to the sender first. Thread-safe. */
final class Settling {

    /** RFC 3463 section 3.5: delivery time expired. */
    private static final EnhancedCode EXPIRED = new EnhancedCode(4, 4, 7);

    private final OnwardParts parts;
    private final OnwardSettings settings;
    private final OnwardJournal journal;
    private final Ledger ledger;

    Settling(OnwardParts parts, OnwardSettings settings, OnwardJournal journal, Ledger ledger) {
        this.parts = parts;
        this.settings = settings;
        this.journal = journal;
        this.ledger = ledger;
    }

    /** Messages that came before this are given up when they fail once more. */
    Instant oldest() {
        return parts.clock().instant().minus(settings.giveUpAfter());
    }

    /**
     * Books what became of a share.
     *
     * @return who has to wait: those who did before, unless their time is over, and those whose failure could not be
     *     told
     */
    List<MailAddress> book(Share share, Fate fate) {
        StoredMail mail = share.mail();
        if (fate.isGone()) {
            ledger.forget(mail);
            return List.of();
        }
        if (!fate.served().isEmpty()) {
            ledger.settle(mail, fate.served());
        }
        List<FailedRecipient> failed = new ArrayList<>(fate.failed());
        List<MailAddress> waiting = new ArrayList<>(fate.waiting());
        if (!waiting.isEmpty() && !mail.envelope().receivedAt().isAfter(oldest())) {
            failed.addAll(expired(waiting, fate.words()));
            waiting.clear();
        }
        if (!failed.isEmpty()) {
            waiting.addAll(tell(mail, failed));
        }
        return waiting;
    }

    /** There is no way to them, and there never will be. */
    List<MailAddress> nowhere(Share share, EnhancedCode status, String words) {
        Instant now = parts.clock().instant();
        return tell(share.mail(), share.recipients().stream()
                .map(recipient -> new FailedRecipient(recipient, status, Optional.empty(), words, now))
                .toList());
    }

    private List<FailedRecipient> expired(List<MailAddress> recipients, String words) {
        Instant now = parts.clock().instant();
        String said = "given up after " + settings.giveUpAfter().toDays() + " days, last: " + words;
        return recipients.stream()
                .map(recipient -> new FailedRecipient(recipient, EXPIRED, Optional.empty(), said, now))
                .toList();
    }

    /** The bounce is on the disk before the message goes. Answers those of whom nothing could be told now. */
    private List<MailAddress> tell(StoredMail mail, List<FailedRecipient> failed) {
        List<MailAddress> recipients =
                failed.stream().map(FailedRecipient::recipient).toList();
        try {
            Optional<InputStream> message = parts.spool().open(mail);
            if (message.isEmpty()) {
                ledger.forget(mail);
                return List.of();
            }
            try (OpenedMail opened = new OpenedMail(mail, message.get())) {
                return tell(opened, failed, recipients);
            }
        } catch (IOException | SpoolException stays) {
            journal.fault(mail.id(), stays);
            return recipients;
        }
    }

    private List<MailAddress> tell(OpenedMail opened, List<FailedRecipient> failed, List<MailAddress> recipients)
            throws IOException, SpoolException {
        StoredMail mail = opened.mail();
        journal.givenUp(mail, failed);
        if (mail.mailbox() == SystemMailbox.OUTGOING && mail.envelope().sender().isNull()) {
            parts.bounces().tellPostmaster(opened, failed); // never a bounce for a bounce of ours
            ledger.settle(mail, recipients);
            return List.of();
        }
        return switch (parts.bounces().bounce(opened, new BounceRequest(failed, Ground.SMARTHOST, false))) {
            case Bounced.Queued(_, List<MailAddress> settled) -> settled(mail, settled);
            case Bounced.NotOwed(_, List<MailAddress> settled) -> settled(mail, settled);
            case Bounced.Held _ -> recipients;
        };
    }

    private List<MailAddress> settled(StoredMail mail, List<MailAddress> settled) {
        ledger.settle(mail, settled);
        return List.of();
    }
}
