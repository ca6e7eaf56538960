// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.relaywarden.bsmtp.client.HostConnection;
import org.relaywarden.bsmtp.onward.Reach.Reached;
import org.relaywarden.bsmtp.workers.Places;

/** One thread's work on a lane: one connection, share after share, until none is left. Used once. */
final class LaneRun {

    /** RFC 5321 section 4.5.3 has no limit; a host that looks at what it got only after QUIT should get to that. */
    private static final int MESSAGES_MAX = 100;

    private final Lanes lanes;
    private final Lane lane;
    private final boolean slow;
    private final Places places;
    private final OnwardParts parts;
    private final OnwardJournal journal;
    private final Reach reach;
    private final LocalCopies copies;
    private Optional<Share> inHand = Optional.empty();
    private Optional<String> trouble = Optional.empty();

    /** @param slow whether the lane's hosts did not answer when they were last dialled */
    LaneRun(Lanes lanes, Lane lane, boolean slow, Places places, OnwardParts parts, OnwardJournal journal, Reach reach,
            LocalCopies copies) {
        this.lanes = lanes;
        this.lane = lane;
        this.slow = slow;
        this.places = places;
        this.parts = parts;
        this.journal = journal;
        this.reach = reach;
        this.copies = copies;
    }

    void run() {
        try {
            // Another thread may have been quicker: then nobody is dialled for nothing.
            if (next()) {
                work();
            }
        } finally {
            // A fault of ours: the message must not fall out of its line.
            inHand.ifPresent(share -> book(share, Fate.waits(share.recipients(), "a fault of ours")));
        }
    }

    private boolean next() {
        inHand = lanes.next(lane);
        return inHand.isPresent();
    }

    private void book(Share share, Fate fate) {
        inHand = Optional.empty();
        lanes.book(lane, share, fate);
    }

    private void work() {
        if (lane.way() instanceof Way.Here) {
            places.conversing(this::keepHere);
            return;
        }
        switch (places.dialling(slow, () -> reach.toward(lane.way()))) {
            case Reached.Host(HostConnection connection, InetSocketAddress host) -> {
                lanes.reached(lane);
                try (connection) {
                    places.conversing(() -> converse(new Handover(parts, journal, connection, host), connection));
                } finally {
                    lanes.hungUp(lane);
                }
                trouble.ifPresent(words -> lanes.unreachable(lane, words));
            }
            case Reached.Nobody(String words) -> {
                lanes.again(lane, inHand.orElseThrow());
                inHand = Optional.empty();
                lanes.unreachable(lane, words);
            }
            case Reached.Nowhere nowhere -> places.conversing(() -> endAll(nowhere));
        }
    }

    private void keepHere() {
        do {
            Share share = inHand.orElseThrow();
            book(share, copies.keep(share));
        } while (next());
    }

    private void endAll(Reached.Nowhere nowhere) {
        do {
            Share share = inHand.orElseThrow();
            inHand = Optional.empty();
            lanes.nowhere(lane, share, nowhere);
        } while (next());
    }

    private void converse(Handover handover, HostConnection connection) {
        int messages = 0;
        do {
            Share share = inHand.orElseThrow();
            Fate fate = handover.handOver(share);
            if (isHostsTrouble(fate, messages)) {
                trouble = Optional.of(fate.words());
            }
            book(share, fate);
            messages++;
        } while (connection.isUsable() && messages < MESSAGES_MAX && next());
    }

    /** A connection that breaks with its first message may break with every other, so those wait. */
    private static boolean isHostsTrouble(Fate fate, int messagesBefore) {
        return switch (fate.connection()) {
            case STANDS -> false;
            case BROKE_WITHIN -> messagesBefore == 0;
            case HOST_ENDED -> true;
        };
    }
}
