// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.bounce.BounceRequest;
import org.relaywarden.bsmtp.bounce.Bounced;
import org.relaywarden.bsmtp.bounce.FailedRecipient;
import org.relaywarden.bsmtp.bounce.Ground;
import org.relaywarden.bsmtp.delivery.GivenUp.Outcome;
import org.relaywarden.bsmtp.run.Departures;
import org.relaywarden.bsmtp.run.Workshop;
import org.relaywarden.bsmtp.smtp.EnhancedCode;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.OpenedMail;
import org.relaywarden.bsmtp.spool.QueuedMail;
import org.relaywarden.bsmtp.spool.SpoolException;

/** An operator ends the waiting of messages: their senders are told, where that is owed. Not while a run is on. */
final class GivingUp {

    /** RFC 3463 section 3.1: other undefined status. */
    private static final EnhancedCode UNDEFINED = new EnhancedCode(5, 0, 0);

    private final Workshop workshop;
    private final Function<QueuedMail, String> lastWords;

    GivingUp(Workshop workshop, Function<QueuedMail, String> lastWords) {
        this.workshop = workshop;
        this.lastWords = lastWords;
    }

    /** @throws IOException when the mailbox can't be read at all: nothing was done */
    List<GivenUp> giveUp(String login, List<String> ids, String by, String reason) throws IOException {
        String why = "ended by " + by + ": " + reason;
        List<QueuedMail> waiting = workshop.queue().of(login);
        Map<String, QueuedMail> byId = waiting.stream().collect(Collectors.toMap(QueuedMail::id, one -> one));
        Departures departures = new Departures(workshop, login, List.copyOf(byId.keySet()));
        List<GivenUp> results = new ArrayList<>();
        for (String id : ids) {
            QueuedMail queued = byId.get(id);
            results.add(queued == null
                    ? new GivenUp(id, Outcome.UNKNOWN, "no message of this id waits for " + login)
                    : giveUp(queued, departures, why));
        }
        departures.force();
        return List.copyOf(results);
    }

    private GivenUp giveUp(QueuedMail queued, Departures departures, String why) {
        try {
            Optional<OpenedMail> opened = workshop.queue().open(queued);
            if (opened.isEmpty()) {
                return new GivenUp(queued.id(), Outcome.UNKNOWN, "it was fetched or deleted meanwhile");
            }
            try (OpenedMail open = opened.get()) {
                return giveUp(queued, open, departures, why);
            }
        } catch (IOException | SpoolException failed) {
            return new GivenUp(queued.id(), Outcome.FAILED, String.valueOf(failed.getMessage()));
        }
    }

    private GivenUp giveUp(QueuedMail queued, OpenedMail open, Departures departures, String why)
            throws IOException, SpoolException {
        List<MailAddress> rest = departures.rest(open.mail());
        List<FailedRecipient> failed = rest.stream()
                .map(to -> new FailedRecipient(
                        to, UNDEFINED, Optional.empty(), lastWords.apply(queued), workshop.now()))
                .toList();
        if (failed.isEmpty()) {
            departures.settle(open.mail(), open.mail().recipients());
            return new GivenUp(queued.id(), Outcome.ENDED, "every recipient was settled already");
        }
        boolean forged = workshop.parts().spfFailed().test(open.mail().envelope());
        Bounced bounced = workshop.parts().bounces().bounce(open, new BounceRequest(failed, Ground.OPERATOR, forged));
        return switch (bounced) {
            case Bounced.Held(_, var until) -> new GivenUp(
                    queued.id(), Outcome.HELD, "too many bounces by now; again "
                            + until.map(at -> "from " + at).orElse("later"));
            case Bounced.Queued(String bounce, List<MailAddress> settled) -> {
                leave(open, departures, settled, why);
                yield new GivenUp(queued.id(), Outcome.BOUNCED, "the sender is told, by bounce " + bounce);
            }
            case Bounced.NotOwed(Bounced.NotOwed.Why untold, List<MailAddress> settled) -> {
                leave(open, departures, settled, why);
                yield new GivenUp(queued.id(), Outcome.ENDED, switch (untold) {
                    case NULL_SENDER -> "nobody is told: it is a bounce or an automatic answer itself";
                    case NOT_ASKED -> "nobody is told: its sender asked not to be";
                    case SPF_FAILED -> "nobody is told: its sender is likely forged";
                });
            }
        };
    }

    private void leave(OpenedMail open, Departures departures, List<MailAddress> settled, String why) {
        departures.settle(open.mail(), settled);
        String login = departures.login();
        workshop.journal().givenUp(open.mail().id(), login, settled, why);
    }
}
