// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Defers each triplet of client, sender and recipient until it has come back after the delay; postmaster is let in, as
 * Postgrey does.
 */
final class Greylisting implements Variation {
    private static final int TRIPLETS_MAX = 10_000;

    private record Triplet(InetAddress client, String sender, String recipient) {}

    private final InstantSource clock;
    private final Duration delay;
    private final Behaviour like;
    private final SequencedMap<Triplet, Instant> firstSeen = new LinkedHashMap<>();

    Greylisting(InstantSource clock, Duration delay, Behaviour like) {
        this.clock = clock;
        this.delay = delay;
        this.like = like;
    }

    @Override
    public String name() {
        return "GREYLISTING";
    }

    @Override
    public Behaviour like() {
        return like;
    }

    @Override
    public Handling recipient(Transaction mail, MailAddress recipient) {
        boolean postmaster = recipient.localPart().equalsIgnoreCase("postmaster") && mail.host().owns(recipient);
        if (!postmaster && tooEarly(mail, recipient)) {
            return new Handling.Refuse(Reply.of(450, "4.7.1 Greylisted, please try again later"));
        }
        return like.recipient(mail, recipient);
    }

    private boolean tooEarly(Transaction mail, MailAddress recipient) {
        var triplet = new Triplet(mail.client(), mail.sender().asGiven().toLowerCase(Locale.ROOT),
                recipient.asGiven().toLowerCase(Locale.ROOT));
        Instant now = clock.instant();
        synchronized (firstSeen) {
            if (firstSeen.size() >= TRIPLETS_MAX && !firstSeen.containsKey(triplet)) {
                firstSeen.pollFirstEntry();
            }
            Instant since = firstSeen.computeIfAbsent(triplet, first -> now);
            return now.isBefore(since.plus(delay));
        }
    }
}
