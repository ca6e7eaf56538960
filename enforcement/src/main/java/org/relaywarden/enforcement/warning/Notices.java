// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.store.Store;

/** The notices. Thread-safe. */
public interface Notices {

    /**
     * What notices are made with.
     *
     * @param random for Message-IDs and file names, so that those of two databases never meet
     */
    record Collaborators(Store store, InstantSource clock, Spool spool, ReplyTokens tokens, RandomGenerator random) {}

    /**
     * The notices in this store.
     *
     * @param listener hears of each delivery, inside the transaction that records it
     */
    static Notices in(Collaborators collaborators, NoticeSettings settings, Consumer<NoticeRecord> listener) {
        return new StoredNotices(collaborators, settings, listener);
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    static List<Class<?>> entities() {
        return List.of(NoticeEntity.class);
    }

    /** Writes the notice down, text and all, in the caller's transaction; it leaves with {@link #deliver}. */
    NoticeRecord plan(NoticeRequest request);

    /** Takes back what is planned for a case and not delivered. */
    void withdraw(long caseNumber);

    /**
     * Puts planned notices into the admin accounts, each exactly once however often it is asked: name and Message-ID
     * were fixed when it was planned. What the disk refuses stays planned.
     *
     * @param due which of them may go now
     * @return those that lie there now
     */
    List<NoticeRecord> deliver(Predicate<NoticeRecord> due);

    /** The notices of a case, oldest first, without those taken back. */
    List<NoticeRecord> ofCase(long caseNumber);

    /** The notice that a token names. */
    Optional<NoticeRecord> find(ReplyTokens.Named named);
}
