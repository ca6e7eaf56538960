// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.standing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.spool.QueuedMail;

/**
 * How an account's messages fared in earlier tries, so that none of them holds up the others: it decides the order, and
 * whether a message waits for the clock when new mail starts a run. In memory only: lost, everything is oldest first
 * again, and what the host refused before does not count against it a second time. Written by one run at a time, read by
 * any thread.
 */
public final class Standings {

    /** After so many tries in a row that failed with it, a message goes behind the others. */
    private static final int STRIKES_MAX = 3;

    private final Map<String, Standing> byId = new ConcurrentHashMap<>();
    private volatile Instant triedUpTo = Instant.MIN;

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

    private record Standing(Rank rank, int strikes, Instant triedAt, String words) {}

    /** Forgets what waits no more. */
    public void keepOnly(Collection<QueuedMail> waiting) {
        Set<String> ids = waiting.stream().map(QueuedMail::id).collect(Collectors.toSet());
        byId.keySet().retainAll(ids);
    }

    /**
     * Those whose turn it is, in their order.
     *
     * @param oldestFirst what waits
     * @param retryEvery how long a message that was tried waits, counted from the begin of the run that tried it
     */
    public List<QueuedMail> inTurn(List<QueuedMail> oldestFirst, Instant now, Duration retryEvery) {
        return oldestFirst.stream()
                .filter(mail -> !now.isBefore(dueAt(mail, now, retryEvery)))
                .sorted(Comparator.comparing(mail -> rank(mail.id())))
                .toList();
    }

    /** When a message's turn comes. */
    public Instant dueAt(QueuedMail mail, Instant otherwise, Duration retryEvery) {
        Standing standing = byId.get(mail.id());
        return standing == null ? otherwise : standing.triedAt().plus(retryEvery);
    }

    /**
     * At the begin of a run, when the one before it went through all that waited: where nothing is known, it was a process
     * before this one that did, and all that came before has been tried.
     *
     * @param triedAt when that run began
     */
    public void wentThrough(Instant triedAt) {
        if (byId.isEmpty()) {
            triedUpTo = triedAt;
        }
    }

    /** Whether it was never tried, as far as is known. */
    public boolean isNew(QueuedMail mail) {
        return !byId.containsKey(mail.id()) && !mail.since().isBefore(triedUpTo);
    }

    /** Refused for now, or the conversation broke with it. */
    public void struck(String id, Instant runBegun, String words) {
        Standing before = byId.get(id);
        int strikes = before == null ? 1 : before.strikes() + 1;
        Rank kept = before == null ? Rank.IN_TURN : before.rank();
        boolean tooOften = strikes >= STRIKES_MAX && kept.compareTo(Rank.TROUBLED) < 0;
        byId.put(id, new Standing(tooOften ? Rank.TROUBLED : kept, strikes, runBegun, words));
    }

    /** The conversation broke within the message: it may be the cause, and another try must not cost the others one. */
    public void brokeWithin(String id, Instant runBegun, String words) {
        byId.put(id, new Standing(Rank.TROUBLED, STRIKES_MAX, runBegun, words));
    }

    /** The host said 5yz, or our own copy is unfit. */
    public void refused(String id, Instant runBegun, String words) {
        byId.put(id, new Standing(Rank.REFUSED, 0, runBegun, words));
    }

    /** The reply to the final dot was lost. */
    public void uncertain(String id, Instant runBegun, String words) {
        byId.put(id, new Standing(Rank.UNCERTAIN, 0, runBegun, words));
    }

    /** What was last said about a message; empty when it was not tried, as far as is known. */
    public String wordsOn(String id) {
        Standing standing = byId.get(id);
        return standing == null ? "" : standing.words();
    }

    private Rank rank(String id) {
        Standing standing = byId.get(id);
        return standing == null ? Rank.IN_TURN : standing.rank();
    }
}
