// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.reply;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.spool.MailConsumer;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.warning.NoticeSettings;
import org.relaywarden.enforcement.warning.ReplyTokens;

/**
 * The consumer of the replies' mailbox. Each mail is handled once, however often it comes: what it became is written in
 * the transaction of what followed from it. Thread-safe.
 */
public final class Replies implements MailConsumer {

    private final Store store;
    private final InstantSource clock;
    private final ReplyJournal journal;
    private final Classifier classifier;
    private final int mailsPerDayMax;
    private final Listener listener;

    /** Hears what a mail was, inside the transaction that remembers it. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called at most once with a lasting effect for each mail; an exception undoes all and the mail comes again.
         */
        void read(String mailId, ReadMail mail);
    }

    /**
     * A consumer for {@link org.relaywarden.bsmtp.mail.SystemMailbox#REPLIES}.
     *
     * @param mailsPerDayMax how many mails one token may bring within 24 hours; more are stored silently, so that two
     *     programs that answer each other fill neither history nor queue
     */
    public Replies(
            Store store,
            InstantSource clock,
            Journal journal,
            NoticeSettings settings,
            ReplyTokens tokens,
            int mailsPerDayMax,
            Listener listener) {
        this.store = store;
        this.clock = clock;
        this.journal = new ReplyJournal(store, journal);
        this.classifier = new Classifier(settings, tokens);
        this.mailsPerDayMax = mailsPerDayMax;
        this.listener = listener;
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    public static List<Class<?>> entities() {
        return List.of(MailEntity.class);
    }

    @Override
    public void take(StoredMail mail, byte[] message) {
        store.inTransaction(session -> {
            if (session.find(MailEntity.class, mail.id()) != null) {
                return;
            }
            Classifier.Token token = classifier.tokenOf(mail);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            if (token.named().isPresent() && countSince(session, token.text(), now) >= mailsPerDayMax) {
                remember(session, mail, token, "OverTheCap", now);
                journal.overTheCap(mail, mailsPerDayMax);
                return;
            }
            ReadMail read = classifier.classify(mail, message, token);
            remember(session, mail, token, read.getClass().getSimpleName(), now);
            journal.read(mail, read);
            listener.read(mail.id(), read);
        });
    }

    private static void remember(
            Session session, StoredMail mail, Classifier.Token token, String became, Instant now) {
        Optional<ReplyTokens.Named> named = token.named();
        @Nullable Long caseNumber = named.isPresent() ? (Long) named.get().caseNumber() : null;
        session.persist(new MailEntity(mail.id(), caseNumber, named.isPresent() ? token.text() : null, became, now));
        session.flush();
    }

    private static long countSince(Session session, String token, Instant now) {
        return session.createSelectionQuery(
                        "select count(*) from MailEntity where token = :token and handledAt > :since", Long.class)
                .setParameter("token", token)
                .setParameter("since", now.minus(Duration.ofDays(1)))
                .getSingleResult();
    }
}
