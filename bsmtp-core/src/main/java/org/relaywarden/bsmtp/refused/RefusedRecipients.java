// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.refused;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.store.Store;

/** Who has which addresses not, for {@link #REMEMBERED}; in the store, for nodes share it. Thread-safe. */
public final class RefusedRecipients {

    /** How long: who makes the address tomorrow gets mail tomorrow. */
    public static final Duration REMEMBERED = Duration.ofDays(1);

    /** Of one account: beyond it the host is asked again, for a dictionary must not fill the books. */
    private static final int PER_ACCOUNT_MAX = 10_000;

    private static final int REPLY_CHARACTERS_MAX = 500;
    private static final int ACCOUNTS_CACHED_MAX = 20_000;

    /** What another node writes is seen so much later. */
    private static final Duration CACHED_FOR = Duration.ofMinutes(1);

    private final Store store;
    private final InstantSource clock;
    private final Cache<String, Map<String, RefusedRecipient>> byLogin =
            Caffeine.newBuilder().maximumSize(ACCOUNTS_CACHED_MAX).expireAfterWrite(CACHED_FOR).build();

    /** Those in this store. */
    public RefusedRecipients(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    public static List<Class<?>> entities() {
        return List.of(RefusedEntity.class);
    }

    /**
     * Whether the host of this account said within a day that it has no such address. A store that is away answers no:
     * mail that is taken needlessly is refused later, mail that is refused needlessly is lost to its reader.
     */
    public Optional<RefusedRecipient> of(String login, MailAddress recipient) {
        Map<String, RefusedRecipient> cached = byLogin.getIfPresent(login);
        if (cached == null) {
            try {
                cached = read(login);
            } catch (RuntimeException away) {
                cached = Map.of();
            }
            byLogin.put(login, cached);
        }
        return Optional.ofNullable(cached.get(recipient.toString())).filter(this::isFresh);
    }

    /** All of an account, the latest first. */
    public List<RefusedRecipient> of(String login) {
        return store.transaction(session -> session.createSelectionQuery(
                        "from RefusedEntity where login = :login order by refusedAt desc", RefusedEntity.class)
                .setParameter("login", login)
                .getResultList()
                .stream()
                .map(RefusedRecipients::recordOf)
                .filter(this::isFresh)
                .toList());
    }

    private Map<String, RefusedRecipient> read(String login) {
        return of(login).stream().collect(Collectors.toUnmodifiableMap(RefusedRecipient::recipient, one -> one));
    }

    private boolean isFresh(RefusedRecipient refused) {
        return clock.instant().isBefore(refused.refusedAt().plus(REMEMBERED));
    }

    private static RefusedRecipient recordOf(RefusedEntity row) {
        return new RefusedRecipient(row.recipient, row.reply, row.refusedAt);
    }

    /** The host of this account has no such address, as it says. */
    public void remember(String login, MailAddress recipient, String reply) {
        Instant now = clock.instant();
        store.inTransaction(session -> {
            String address = recipient.toString();
            forget(session, login, address);
            if (count(session, login) < PER_ACCOUNT_MAX) {
                session.persist(new RefusedEntity(login, address, Visible.of(reply, REPLY_CHARACTERS_MAX), now));
            }
        });
        byLogin.invalidate(login);
    }

    private static long count(Session session, String login) {
        return session.createSelectionQuery("select count(*) from RefusedEntity where login = :login", Long.class)
                .setParameter("login", login)
                .getSingleResult();
    }

    private static void forget(Session session, String login, String recipient) {
        session.createMutationQuery("delete from RefusedEntity where login = :login and recipient = :recipient")
                .setParameter("login", login)
                .setParameter("recipient", recipient)
                .executeUpdate();
    }

    /**
     * Forgets all of an account: its host greets otherwise than it did, or an operator says so.
     *
     * @return how many there were
     */
    public int forget(String login) {
        int forgotten = store.transaction(
                session -> session.createMutationQuery("delete from RefusedEntity where login = :login")
                        .setParameter("login", login)
                        .executeUpdate());
        byLogin.invalidate(login);
        return forgotten;
    }

    /** Clears away what is older than a day. For a task of the clock. */
    public void purge() {
        Instant before = clock.instant().minus(REMEMBERED);
        store.inTransaction(
                session -> session.createMutationQuery("delete from RefusedEntity where refusedAt <= :before")
                        .setParameter("before", before)
                        .executeUpdate());
    }
}
