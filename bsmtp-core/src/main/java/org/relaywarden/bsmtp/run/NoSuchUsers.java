// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.bounce.BounceRequest;
import org.relaywarden.bsmtp.bounce.Bounced;
import org.relaywarden.bsmtp.bounce.FailedRecipient;
import org.relaywarden.bsmtp.bounce.Ground;
import org.relaywarden.bsmtp.client.HostConnection;
import org.relaywarden.bsmtp.client.Sent.RefusedRecipient;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.run.MessageReport.Fate;
import org.relaywarden.bsmtp.smtp.EnhancedCode;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.spool.OpenedMail;
import org.relaywarden.bsmtp.spool.QueuedMail;
import org.relaywarden.bsmtp.spool.SpoolException;

/**
 * The recipients of one conversation that the host says it does not have (decision 10). Nothing comes of it before the
 * host has shown that it serves their domain, by taking a message for it or by taking its postmaster: another machine
 * on that address, or one with its list of users gone, says the same of everybody. Used by one thread.
 */
final class NoSuchUsers {

    private static final Set<EnhancedCode> NO_SUCH_USER =
            Set.of(new EnhancedCode(5, 1, 1), new EnhancedCode(5, 1, 10));

    private final Workshop workshop;
    private final Order order;
    private final Departures departures;
    private final InetAddress host;
    private final List<Unwanted> unwanted = new ArrayList<>();

    NoSuchUsers(Workshop workshop, Order order, Departures departures, InetAddress host) {
        this.workshop = workshop;
        this.order = order;
        this.departures = departures;
        this.host = host;
    }

    private record Unwanted(QueuedMail queued, StoredMail mail, List<RefusedRecipient> refused, Instant at) {}

    /** Remembers those among the refused that the host does not have. */
    void hear(QueuedMail queued, StoredMail mail, List<RefusedRecipient> refused) {
        List<RefusedRecipient> unknown =
                refused.stream().filter(one -> meansNoSuchUser(one.reply())).toList();
        if (!unknown.isEmpty()) {
            unwanted.add(new Unwanted(queued, mail, unknown, workshop.now()));
        }
    }

    private static boolean meansNoSuchUser(Reply reply) {
        return reply.isPermanent() && reply.enhancedCode().filter(NO_SUCH_USER::contains).isPresent();
    }

    /**
     * A host that takes nobody but its postmaster has lost its users, whoever waits: then nobody is told. The judge
     * does not count those that were refused in an earlier run; here they count.
     */
    private boolean isFewEnough() {
        return unwanted.stream()
                        .flatMap(one -> one.refused().stream())
                        .map(RefusedRecipient::recipient)
                        .distinct()
                        .count()
                < HostJudge.RECIPIENTS_REFUSED_MAX;
    }

    /**
     * Tells the senders, at the end of a conversation with a host that is not at fault.
     *
     * @return messages that are gone with it
     */
    int settle(HostJudge judge, HostConnection connection) {
        Map<String, Boolean> serves = new HashMap<>();
        boolean few = isFewEnough();
        int gone = 0;
        for (Unwanted one : unwanted) {
            List<RefusedRecipient> refused = one.refused().stream()
                    .filter(who -> serves.computeIfAbsent(
                            who.recipient().domain(),
                            domain -> judge.hasTakenFor(domain)
                                    || (few && connection.wouldTake(new MailAddress("postmaster", domain)))))
                    .toList();
            if (!refused.isEmpty() && settle(one, refused)) {
                gone++;
            }
        }
        return gone;
    }

    private boolean settle(Unwanted one, List<RefusedRecipient> refused) {
        for (RefusedRecipient who : refused) {
            workshop.parts().refused().remember(order.login(), who.recipient(), who.reply().toString());
        }
        List<FailedRecipient> failed = refused.stream()
                .map(who -> FailedRecipient.refused(who.recipient(), host, who.reply(), one.at()))
                .toList();
        try {
            return bounce(one, failed);
        } catch (IOException | SpoolException notDone) {
            workshop.journal().fault(order.login(), notDone); // it waits on, and is refused again
            return false;
        }
    }

    /** RFC 3464: durable before what it tells of goes. */
    private boolean bounce(Unwanted one, List<FailedRecipient> failed) throws IOException, SpoolException {
        Optional<OpenedMail> opened = workshop.queue().open(one.queued());
        if (opened.isEmpty()) {
            return false;
        }
        Bounced bounced;
        try (OpenedMail mail = opened.get()) {
            boolean forged = workshop.parts().spfFailed().test(one.mail().envelope());
            bounced = workshop.parts().bounces().bounce(mail, new BounceRequest(failed, Ground.REFUSED, forged));
        }
        List<MailAddress> settled =
                switch (bounced) {
                    case Bounced.Queued(_, List<MailAddress> told) -> told;
                    case Bounced.NotOwed(_, List<MailAddress> silent) -> silent;
                    case Bounced.Held _ -> List.of();
                };
        if (settled.isEmpty() || !departures.settle(one.mail(), settled)) {
            return false;
        }
        workshop.journal().givenUp(one.mail().id(), order.login(), settled, "the host has no such users");
        order.told().accept(new MessageReport(
                one.mail().id(), Fate.BOUNCED, failed.getFirst().diagnostic()));
        return true;
    }
}
