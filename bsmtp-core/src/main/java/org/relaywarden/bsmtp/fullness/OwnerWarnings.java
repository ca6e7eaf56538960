// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.quota.Usage;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.SpoolException;

/**
 * One look at a mailbox, and the warning if it has risen above what its owner was told. The mail comes first, under a
 * name that follows from the row; then the row. Who dies in between writes under the same name again, which writes
 * nothing.
 */
final class OwnerWarnings {

    static final int SOON = 80;
    static final int VERY_SOON = 95;

    private final FullnessParts parts;
    private final FullnessSettings settings;
    private final WarningMail mail;

    OwnerWarnings(FullnessParts parts, FullnessSettings settings) {
        this.parts = parts;
        this.settings = settings;
        this.mail = new WarningMail(settings);
    }

    private record Told(long id, int percent, int warnings) {}

    /** 95, 80, or 0 below both. */
    static int level(Usage usage) {
        if (usage.percent() >= VERY_SOON) {
            return VERY_SOON;
        }
        return usage.percent() >= SOON ? SOON : 0;
    }

    /**
     * Looks, and warns where that is due.
     *
     * @return the level that the owner knows of now
     */
    int look(String login, Instant now) throws IOException, SpoolException {
        Usage usage = parts.quotas().of(login);
        int level = level(usage);
        Optional<Told> known = told(login);
        int toldPercent = known.map(Told::percent).orElse(0);
        Optional<Customer> owner = parts.customers().byLogin(login);
        if (level > toldPercent && owner.isPresent()) {
            warn(owner.get(), usage, level, known.isPresent() ? known.get() : begin(login), now);
        } else if (level < toldPercent) {
            // It fell: the next crossing is told again.
            change(login, row -> row.toldPercent = level);
        }
        return level;
    }

    private void warn(Customer owner, Usage usage, int level, Told known, Instant now) throws SpoolException {
        String name = "fullness." + known.id() + "." + (known.warnings() + 1) + "." + level;
        MailAddress account = new MailAddress(owner.login(), settings.mailDomain());
        Destination destination =
                new Destination(new Mailbox.Account(owner.login()), MailClass.ACCOUNT, List.of(account));
        parts.spool().put(
                Envelope.ours(ReversePath.none(), now), destination, name, mail.bytes(owner, usage, level, name, now));
        change(owner.login(), row -> {
            row.toldPercent = level;
            row.warnings = known.warnings() + 1;
        });
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("login", owner.login());
        fields.put("percent", usage.percent());
        fields.put("used-bytes", usage.usedBytes());
        fields.put("quota-bytes", usage.quotaBytes());
        parts.journal().fact(name, "warned", fields);
        parts.journal().count(FullnessCounter.WARNED);
    }

    private Optional<Told> told(String login) {
        return parts.store().transaction(session -> row(session, login).map(OwnerWarnings::toldBy));
    }

    private Told begin(String login) {
        return parts.store().transaction(session -> {
            FullnessEntity row = new FullnessEntity(login);
            session.persist(row);
            return toldBy(row);
        });
    }

    private void change(String login, Consumer<FullnessEntity> change) {
        parts.store().inTransaction(session -> row(session, login).ifPresent(change));
    }

    private static Told toldBy(FullnessEntity row) {
        return new Told(row.id, row.toldPercent, row.warnings);
    }

    private static Optional<FullnessEntity> row(Session session, String login) {
        return session.createSelectionQuery("from FullnessEntity where login = :login", FullnessEntity.class)
                .setParameter("login", login)
                .uniqueResultOptional();
    }
}
