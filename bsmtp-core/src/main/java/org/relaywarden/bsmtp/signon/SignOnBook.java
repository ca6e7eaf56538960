// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;

/** The sessions, within one transaction. */
final class SignOnBook {

    private final Session session;

    SignOnBook(Session session) {
        this.session = session;
    }

    void add(SignOnEntity row) {
        session.persist(row);
    }

    /** The newest of this name: access servers that start afresh give names again. */
    Optional<SignOnEntity> named(String nas, String name) {
        return query("from SignOnEntity where nas = :nas and session = :name order by id desc")
                .setParameter("nas", nas)
                .setParameter("name", name)
                .setMaxResults(1)
                .uniqueResultOptional();
    }

    /** Those that were heard of since then. */
    List<SignOnEntity> open(String login, Instant heardSince) {
        return query("from SignOnEntity where login = :login and endedAt is null and seenAt >= :since order by id")
                .setParameter("login", login)
                .setParameter("since", heardSince)
                .getResultList();
    }

    List<SignOnEntity> openOn(String nas, String channel, Instant begunBefore) {
        return query("from SignOnEntity where nas = :nas and channel = :channel and endedAt is null and beganAt < :at")
                .setParameter("nas", nas)
                .setParameter("channel", channel)
                .setParameter("at", begunBefore)
                .getResultList();
    }

    List<SignOnEntity> openAt(String nas, Instant begunBy) {
        return query("from SignOnEntity where nas = :nas and endedAt is null and beganAt <= :at")
                .setParameter("nas", nas)
                .setParameter("at", begunBy)
                .getResultList();
    }

    /**
     * The latest sign-on, legs aside. One that lies in the future was written before our own clock was set back: who
     * measured from it would start nothing until then.
     */
    Optional<SignOnEntity> last(String login, Instant now) {
        // Written out: a list that is handed in would have the query read anew at each sign-on.
        return query("from SignOnEntity where login = :login and origin in (START, INTERIM, BY_HAND) and beganAt <= :now"
                        + " order by beganAt desc, id desc")
                .setParameter("login", login)
                .setParameter("now", now)
                .setMaxResults(1)
                .uniqueResultOptional();
    }

    List<SignOnEntity> newest(String login, int max) {
        return query("from SignOnEntity where login = :login order by beganAt desc, id desc")
                .setParameter("login", login)
                .setMaxResults(max)
                .getResultList();
    }

    List<String> loginsInTwoBundles(Instant heardSince) {
        return session.createSelectionQuery("select login from SignOnEntity where endedAt is null and seenAt >= :since"
                        + " group by login having count(distinct case when bundle = 0 then id else bundle end) > 1 order by login",
                        String.class)
                .setParameter("since", heardSince)
                .getResultList();
    }

    int purge(Instant before) {
        return session.createMutationQuery("delete from SignOnEntity where coalesce(endedAt, seenAt) < :before")
                .setParameter("before", before)
                .executeUpdate();
    }

    private SelectionQuery<SignOnEntity> query(String text) {
        return session.createSelectionQuery(text, SignOnEntity.class);
    }
}
