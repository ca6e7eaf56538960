// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.standing.SettledNotes;

/**
 * How messages of one account leave the disk: only when every recipient is settled, served by the host or told of to
 * the sender. Used by one thread.
 */
public final class Departures {

    /**
     * How much a power cut may bring back, to be sent a second time: the folder is not forced for each message, or it
     * would set the pace of the whole queue.
     */
    private static final Duration FORCED_EVERY = Duration.ofSeconds(1);

    private final Workshop workshop;
    private final String login;
    private final SettledNotes notes;
    private int unforced;
    private long forcedAtNanos = System.nanoTime();

    /** @param waiting the ids of all that waits: notes of others are forgotten */
    public Departures(Workshop workshop, String login, List<String> waiting) throws IOException {
        this.workshop = workshop;
        this.login = login;
        this.notes = SettledNotes.read(workshop.settings().folder(), login, waiting);
    }

    /** Whose messages. */
    public String login() {
        return login;
    }

    /** Those who still have to get it. */
    public List<MailAddress> rest(StoredMail mail) {
        return mail.recipients().stream()
                .filter(recipient -> !notes.has(mail.id(), recipient))
                .toList();
    }

    /**
     * These recipients need nothing more. With the last of them the message goes; till then it is noted, so that a
     * crash sends nothing twice. What can't go is noted too.
     *
     * @return whether that was the last of them
     */
    public boolean settle(StoredMail mail, List<MailAddress> settled) {
        Set<MailAddress> left = new HashSet<>(rest(mail));
        settled.forEach(left::remove);
        if (left.isEmpty()) {
            remove(mail, settled);
        } else {
            note(mail, settled);
        }
        return left.isEmpty();
    }

    private void remove(StoredMail mail, List<MailAddress> settled) {
        try {
            workshop.queue().takeOff(mail);
            unforced++;
            if (System.nanoTime() - forcedAtNanos > FORCED_EVERY.toNanos()) {
                force();
            }
        } catch (IOException failed) {
            workshop.journal().notRemoved(mail.id(), login, failed);
            note(mail, settled);
        }
    }

    /** What was taken off is gone for good; at the end of a conversation, and now and then within a long one. */
    public void force() {
        forcedAtNanos = System.nanoTime();
        if (unforced == 0) {
            return;
        }
        unforced = 0;
        try {
            workshop.queue().force(login);
        } catch (IOException failed) {
            workshop.journal().notForced(login, failed);
        }
    }

    private void note(StoredMail mail, List<MailAddress> settled) {
        try {
            notes.note(mail.id(), settled);
        } catch (IOException failed) {
            workshop.journal().notNoted(login, failed);
        }
    }
}
