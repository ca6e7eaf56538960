// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hibernate.Session;
import org.relaywarden.bsmtp.compose.MailText;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.SpoolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices in the database, on their way into the Maildirs of the admin accounts. */
final class StoredNotices implements Notices {

    private static final Logger LOG = LoggerFactory.getLogger(StoredNotices.class);

    private final Collaborators with;
    private final NoticeSettings settings;
    private final NoticeTemplates templates;
    private final NoticeMessage message;
    private final Consumer<NoticeRecord> listener;

    StoredNotices(Collaborators with, NoticeSettings settings, Consumer<NoticeRecord> listener) {
        this.with = with;
        this.settings = settings;
        Map<Language, NoticeWords> words = NoticeWords.ofAll();
        this.templates = new NoticeTemplates(settings, words);
        this.message = new NoticeMessage(settings, words);
        this.listener = listener;
    }

    @Override
    public NoticeRecord plan(NoticeRequest request) {
        return with.store().transaction(session -> {
            MailText text = templates.render(request);
            NoticeEntity notice = new NoticeEntity();
            notice.caseNumber = request.caseNumber();
            notice.noticeNumber = lastNumber(session, request.caseNumber()) + 1;
            notice.kind = request.content().kind();
            notice.language = request.language();
            notice.login = request.login();
            String name = "notice." + notice.caseNumber + "." + notice.noticeNumber + "."
                    + HexFormat.of().toHexDigits(with.random().nextLong());
            notice.fileName = name;
            notice.messageId = "<" + name + "@" + settings.mailDomain() + ">";
            notice.subject = text.subject();
            notice.body = text.body();
            notice.plannedAt = now();
            session.persist(notice);
            return notice.toRecord();
        });
    }

    private static int lastNumber(Session session, long caseNumber) {
        return session.createSelectionQuery(
                        "select coalesce(max(noticeNumber), 0) from NoticeEntity where caseNumber = :number",
                        Integer.class)
                .setParameter("number", caseNumber)
                .getSingleResult();
    }

    @Override
    public void withdraw(long caseNumber) {
        with.store().inTransaction(session -> select(session, "caseNumber = " + caseNumber + " and deliveredAt is null")
                .forEach(notice -> notice.withdrawnAt = now()));
    }

    @Override
    public List<NoticeRecord> deliver(Predicate<NoticeRecord> due) {
        List<NoticeEntity> planned =
                with.store().transaction(session -> List.copyOf(select(session, "deliveredAt is null")));
        List<NoticeRecord> delivered = new ArrayList<>();
        for (NoticeEntity notice : planned) {
            if (due.test(notice.toRecord()) && put(notice)) {
                // After the file lies there: a crash in between puts it again under the same name, which is no second
                // mail.
                recordDelivery(notice.id).ifPresent(delivered::add);
            }
        }
        return delivered;
    }

    private boolean put(NoticeEntity notice) {
        MailAddress bounceTo = address(ReplyTokens.Purpose.BOUNCE, settings.bouncePrefix(), notice);
        MailAddress replyTo = address(ReplyTokens.Purpose.REPLY, settings.replyPrefix(), notice);
        MailAddress customer = new MailAddress(notice.login, settings.mailDomain());
        var destination =
                new Destination(new Mailbox.Account(notice.login), MailClass.ACCOUNT, List.of(customer));
        try {
            with.spool()
                    .put(
                            Envelope.ours(ReversePath.of(bounceTo), notice.plannedAt),
                            destination,
                            notice.fileName,
                            message.bytes(notice, customer, replyTo));
            return true;
        } catch (SpoolException full) {
            LOG.warn("case={} notice={} could not be put into the admin account of {}; it will be tried again: {}",
                    notice.caseNumber, notice.noticeNumber, notice.login, full.getMessage());
            return false;
        }
    }

    private MailAddress address(ReplyTokens.Purpose purpose, String prefix, NoticeEntity notice) {
        String token = with.tokens().token(purpose, notice.caseNumber, notice.noticeNumber);
        return new MailAddress(prefix + token, settings.mailDomain());
    }

    private Optional<NoticeRecord> recordDelivery(long id) {
        return with.store().transaction(session -> {
            NoticeEntity notice = session.find(NoticeEntity.class, id);
            if (notice == null || notice.deliveredAt != null) {
                return Optional.empty();
            }
            notice.deliveredAt = now();
            listener.accept(notice.toRecord());
            return Optional.of(notice.toRecord());
        });
    }

    @Override
    public List<NoticeRecord> ofCase(long caseNumber) {
        return with.store().transaction(session -> select(session, "caseNumber = " + caseNumber).stream()
                .map(NoticeEntity::toRecord)
                .toList());
    }

    @Override
    public Optional<NoticeRecord> find(ReplyTokens.Named named) {
        return with.store().transaction(session -> select(
                        session,
                        "caseNumber = " + named.caseNumber() + " and noticeNumber = " + named.noticeNumber())
                .stream()
                .map(NoticeEntity::toRecord)
                .findFirst());
    }

    /** @param condition of our own words and numbers */
    private static List<NoticeEntity> select(Session session, String condition) {
        return session.createSelectionQuery(
                        "from NoticeEntity where withdrawnAt is null and " + condition + " order by id",
                        NoticeEntity.class)
                .list();
    }

    private Instant now() {
        return with.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
