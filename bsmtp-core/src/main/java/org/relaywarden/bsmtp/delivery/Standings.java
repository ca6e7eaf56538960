// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.spool.QueuedMail;

/**
 * How an account's messages fared in earlier tries, so that none of them holds up the others: it decides the order, and
 * whether a message waits for the clock when new mail starts a run. In memory only: lost, everything is oldest first
 * again. Used by one run at a time.
 */
final class Standings {

    /** After so many tries in a row that failed with it, a message goes behind the others. */
    private static final int STRIKES_MAX = 3;

    private final Map<String, Standing> byId = new HashMap<>();

    /** In the order in which messages are tried. */
    private enum Rank {
        /** Not tried, or deferred or cut off a few times. */
        IN_TURN,
        /** The host said 5yz. */
        REFUSED,
        /** Deferred, or the conversation broke with it, time after time. */
        TROUBLED,
        /** The host may have it already. */
        UNCERTAIN
    }

    private record Standing(Rank rank, int strikes, Instant triedAt) {}

    /** Forgets what waits no more. */
    void keepOnly(Collection<QueuedMail> waiting) {
        Set<String> ids = waiting.stream().map(QueuedMail::id).collect(Collectors.toSet());
        byId.keySet().retainAll(ids);
    }

    /**
     * Those whose turn it is, in their order.
     *
     * @param oldestFirst what waits
     * @param retryEvery how long a message that was tried waits, counted from the begin of the run that tried it
     */
    List<QueuedMail> inTurn(List<QueuedMail> oldestFirst, Instant now, Duration retryEvery) {
        return oldestFirst.stream()
                .filter(mail -> !now.isBefore(dueAt(mail, now, retryEvery)))
                .sorted(Comparator.comparing(mail -> rank(mail.id())))
                .toList();
    }

    /** When a message's turn comes. */
    Instant dueAt(QueuedMail mail, Instant otherwise, Duration retryEvery) {
        Standing standing = byId.get(mail.id());
        return standing == null ? otherwise : standing.triedAt().plus(retryEvery);
    }

    /** Whether it was never tried, as far as is known. */
    boolean isNew(String id) {
        return !byId.containsKey(id);
    }

    /** Refused for now, or the conversation broke with it. */
    void struck(String id, Instant runBegun) {
        Standing before = byId.get(id);
        int strikes = before == null ? 1 : before.strikes() + 1;
        Rank kept = before == null ? Rank.IN_TURN : before.rank();
        boolean tooOften = strikes >= STRIKES_MAX && kept.compareTo(Rank.TROUBLED) < 0;
        byId.put(id, new Standing(tooOften ? Rank.TROUBLED : kept, strikes, runBegun));
    }

    /** The host said 5yz, or our own copy is unfit. */
    void refused(String id, Instant runBegun) {
        byId.put(id, new Standing(Rank.REFUSED, 0, runBegun));
    }

    /** The reply to the final dot was lost. */
    void uncertain(String id, Instant runBegun) {
        byId.put(id, new Standing(Rank.UNCERTAIN, 0, runBegun));
    }

    private Rank rank(String id) {
        Standing standing = byId.get(id);
        return standing == null ? Rank.IN_TURN : standing.rank();
    }
}
