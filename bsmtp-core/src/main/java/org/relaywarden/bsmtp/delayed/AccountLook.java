// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delayed;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.bounce.Bounced;
import org.relaywarden.bsmtp.bounce.FailedRecipient;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.OpenedMail;
import org.relaywarden.bsmtp.spool.QueuedMail;
import org.relaywarden.bsmtp.spool.SpoolException;
import org.relaywarden.bsmtp.standing.SettledNotes;

/**
 * One look at what waits for one account, oldest first. The notice comes first, under a name that follows from the
 * message; then the note that it was written. Who dies in between asks for the same notice again, and it is not written
 * twice while it has not gone out. Used by one thread.
 */
final class AccountLook {

    private static final int MESSAGES_MAX = 200;

    private final DelayParts parts;
    private final DelaySettings settings;
    private final String login;
    private final DelayJournal journal;
    private int messages;

    AccountLook(DelayParts parts, DelaySettings settings, String login) {
        this.parts = parts;
        this.settings = settings;
        this.login = login;
        this.journal = new DelayJournal(parts.journal());
    }

    /** How many messages were opened. */
    int messages() {
        return messages;
    }

    /**
     * Has the senders told of what was taken in a time.
     *
     * @param after this was done with in an earlier look
     * @return whether all of it is done with now
     */
    boolean at(Instant after, Instant upTo) {
        try {
            List<QueuedMail> waiting = parts.queue().of(login);
            List<QueuedMail> late = waiting.stream()
                    .filter(mail -> mail.since().isAfter(after) && !mail.since().isAfter(upTo))
                    .toList();
            Optional<Instant> lastTry = late.isEmpty() ? Optional.empty() : parts.lastTry().of(login);
            return late.isEmpty() || (lastTry.isPresent() && tell(waiting, late, lastTry.get()));
        } catch (IOException | SpoolException notNow) {
            journal.faulted(login, notNow); // the next look goes on with it
            return false;
        }
    }

    private boolean tell(List<QueuedMail> waiting, List<QueuedMail> late, Instant lastTry)
            throws IOException, SpoolException {
        List<String> ids = waiting.stream().map(QueuedMail::id).toList();
        SettledNotes told = SettledNotes.read(settings.folder(), login, ids);
        SettledNotes served = SettledNotes.look(settings.settledFolder(), login, ids);
        for (QueuedMail mail : late) {
            if (told.knows(mail.id())) {
                continue;
            }
            if (messages == MESSAGES_MAX) {
                return false;
            }
            messages++;
            Optional<OpenedMail> opened = parts.queue().open(mail);
            if (opened.isPresent()) {
                try (OpenedMail open = opened.get()) {
                    if (!tell(open, told, served, lastTry)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** False when the account has had its notices for now: what is behind this message would wait as well. */
    private boolean tell(OpenedMail open, SettledNotes told, SettledNotes served, Instant lastTry)
            throws IOException, SpoolException {
        StoredMail mail = open.mail();
        List<FailedRecipient> waiting = mail.recipients().stream()
                .filter(recipient -> !served.has(mail.id(), recipient))
                .map(recipient -> FailedRecipient.delayed(recipient, lastTry))
                .toList();
        if (waiting.isEmpty()) {
            return true;
        }
        Bounced came = parts.bounces().tellDelayed(open, waiting, () -> parts.spfFailed().test(mail.envelope()));
        return switch (came) {
            case Bounced.Queued(_, List<MailAddress> settled) -> noted(told, mail, settled);
            case Bounced.NotOwed(_, List<MailAddress> settled) -> noted(told, mail, settled);
            case Bounced.Held(Bounced.Held.Why why, _) -> switch (why) {
                case ACCOUNT_RATE -> false;
                // Who was told twenty times in an hour knows it: one sender's flood must not hold up the others.
                case SENDER_RATE, STATUS -> noted(told, mail, mail.recipients());
            };
        };
    }

    private static boolean noted(SettledNotes told, StoredMail mail, List<MailAddress> settled) throws IOException {
        told.note(mail.id(), settled);
        return true;
    }
}
