// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.relaywarden.testbed.simulated.behaviour.Handling;
import org.relaywarden.testbed.simulated.behaviour.Host;
import org.relaywarden.testbed.simulated.behaviour.MailAddress;
import org.relaywarden.testbed.simulated.behaviour.Transaction;

/** Does with a mail what was decided for each of its recipients, before the sender hears 250. */
final class Sorting {
    private final Host host;
    private final InstantSource clock;
    private final Inbox inbox;
    private final OnwardQueue queue;
    private final AtomicInteger lastId = new AtomicInteger();

    Sorting(Host host, InstantSource clock, Inbox inbox, OnwardQueue queue) {
        this.host = host;
        this.clock = clock;
        this.inbox = inbox;
        this.queue = queue;
    }

    /** Whether the mail is now the server's; if not, nothing of it is. */
    boolean take(Transaction mail, List<Session.Taken> taken, String message) {
        Instant now = clock.instant();
        String id = "%08X".formatted(lastId.incrementAndGet());
        String content = received(mail, id, now) + message;
        var kept = new ArrayList<String>();
        var onward = new ArrayList<OnwardQueue.Waiting>();
        for (Session.Taken each : taken) {
            var asGiven = new OnwardQueue.Waiting(id, mail.sender(), each.recipient(), content);
            switch (each.handling()) {
                case Handling.Keep keep -> kept.add(each.recipient().asGiven());
                case Handling.PassOn(MailAddress to) -> onward.add(asGiven.to(to));
                case Handling.BounceLater(var diagnosis) ->
                        Bounce.of(host, asGiven, Bounce.text(diagnosis), now).ifPresent(onward::add);
                case Handling.Drop drop -> { }
                case Handling.Refuse refuse -> throw new IllegalArgumentException("taken though refused: " + each);
            }
        }
        if (!queue.hasRoomFor(onward.size())) {
            return false;
        }
        var local = new ReceivedMail(mail.client(), mail.helloName(), mail.sender().asGiven(), kept, message, now);
        if (!kept.isEmpty() && !inbox.keep(local)) {
            return false;
        }
        queue.add(onward);
        return true;
    }

    /** The trace that RFC 5321 section 4.4 wants: the collector reads from it which way a probe came. */
    private String received(Transaction mail, String id, Instant now) {
        String protocol = mail.extended() ? "ESMTP" : "SMTP";
        return "Received: from " + mail.helloName() + " ([" + mail.client().getHostAddress() + "])\r\n"
                + "\tby " + host.name() + " with " + protocol + " id " + id + ";\r\n"
                + "\t" + date(now) + "\r\n";
    }

    static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }
}
