// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.body.Body;
import org.relaywarden.bsmtp.client.HostConnection;
import org.relaywarden.bsmtp.client.Sent;
import org.relaywarden.bsmtp.client.Sent.RefusedRecipient;
import org.relaywarden.bsmtp.client.Step;
import org.relaywarden.bsmtp.client.Trouble;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.run.DeliveryJournal.Try;
import org.relaywarden.bsmtp.run.MessageReport.Fate;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.spool.OpenedMail;
import org.relaywarden.bsmtp.spool.QueuedMail;
import org.relaywarden.bsmtp.standing.Standings;

/** Hands messages over on one conversation, one after another, and keeps the books of each. Used by one thread. */
final class MessagePush {

    private final Workshop workshop;
    private final Order order;
    private final Instant runBegun;
    private final Standings standings;
    private final Departures departures;
    private final NoSuchUsers unknown;
    private final HostJudge judge = new HostJudge();
    private final HostConnection connection;
    private final InetSocketAddress host;
    private final Duration connectTook;
    private int delivered;
    private int bounced;
    private boolean hostTook;
    private String lastWords = "";
    private Optional<String> hostFault = Optional.empty();

    /** @param connectTook the dial and the greeting of this conversation */
    MessagePush(Workshop workshop, Order order, Instant runBegun, Standings standings, Departures departures,
            HostConnection connection, InetSocketAddress host, Duration connectTook) {
        this.workshop = workshop;
        this.order = order;
        this.runBegun = runBegun;
        this.standings = standings;
        this.departures = departures;
        this.connection = connection;
        this.host = host;
        this.connectTook = connectTook;
        unknown = new NoSuchUsers(workshop, order, departures, host.getAddress());
    }

    /** Messages that the host has now. */
    int delivered() {
        return delivered;
    }

    /** Messages that went for want of such users; none before {@link #tellSenders}. */
    int bounced() {
        return bounced;
    }

    /** What was last said about a message that stays. */
    String lastWords() {
        return lastWords;
    }

    /** Why the conversation can't go on; empty while it can. */
    Optional<String> hostFault() {
        return hostFault;
    }

    /** Whether it refuses everybody, or us (decision 10), which waiting alone does not mend. */
    boolean hostAtFault() {
        return judge.faultOfHost().isPresent();
    }

    /** Whether it took anything at all. */
    boolean hostTook() {
        return hostTook;
    }

    /** At the end of a conversation that went well: senders learn of users that the host does not have. */
    void tellSenders() {
        bounced = unknown.settle(judge, connection);
    }

    /** The conversation can't go on, and no message is the cause. */
    void endWith(String words) {
        hostFault = Optional.of(words);
    }

    /**
     * Reads a message before its turn; empty when there is nothing to hand over: it is gone meanwhile, fetched or
     * deleted by its owner (B11), or can't go out as it is.
     */
    Optional<Ready> read(QueuedMail queued) throws IOException {
        Optional<OpenedMail> opened = workshop.queue().open(queued);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (OpenedMail open = opened.get()) {
            List<MailAddress> rest = departures.rest(open.mail());
            if (rest.isEmpty()) { // all are settled; what failed was to take it off the disk
                departures.settle(open.mail(), open.mail().recipients());
                return Optional.empty();
            }
            return Optional.of(Ready.of(
                    queued, open.mail(), Body.checked(open.message(), () -> reopened(queued)), rest));
        } catch (IOException unfit) {
            workshop.journal().unfit(queued.id(), queued.login(), unfit);
            standings.refused(queued.id(), runBegun, String.valueOf(unfit.getMessage()));
            stays(queued.id(), Fate.NOT_SENT, String.valueOf(unfit.getMessage()));
            return Optional.empty();
        }
    }

    private InputStream reopened(QueuedMail queued) throws IOException {
        return workshop.queue()
                .open(queued)
                .orElseThrow(() -> new NoSuchFileException("the message was taken off while its turn had come"))
                .message();
    }

    /** Hands one message over in one transaction, and begins the next one behind it where the host allows that. */
    void push(Ready ready, Upcoming upcoming) {
        Instant turn = workshop.now();
        long from = System.nanoTime();
        StoredMail mail = ready.mail();
        List<MailAddress> recipients = ready.outgoing().recipients();
        Sent sent = connection.send(ready.outgoing(), upcoming::behindDot);
        Try tried = new Try(
                mail.id(), order.login(), host, Duration.between(mail.envelope().receivedAt(), turn), connectTook,
                Duration.ofNanos(System.nanoTime() - from));
        switch (sent) {
            case Sent.Taken taken -> took(ready, tried, taken, upcoming);
            case Sent.Refused(Step step, Reply reply, List<RefusedRecipient> refused) -> {
                notTaken(ready, tried, step, reply, refused);
                unknown.hear(ready.queued(), mail, refused);
            }
            case Sent.Stopped(Trouble trouble) -> {
                workshop.journal().notSent(tried, trouble);
                if (trouble.step() == Step.BODY) {
                    standings.brokeWithin(mail.id(), runBegun, trouble.toString());
                } else {
                    standings.struck(mail.id(), runBegun, trouble.toString());
                }
                stays(mail.id(), Fate.NOT_SENT, trouble.toString());
                hostFault = Optional.of(trouble.toString());
            }
            case Sent.Uncertain(Trouble trouble) -> {
                workshop.journal().uncertain(tried, recipients, trouble);
                standings.uncertain(mail.id(), runBegun, trouble.toString());
                stays(mail.id(), Fate.UNCERTAIN, trouble + "; the host may have it, and gets it once more");
                hostFault = Optional.of(trouble.toString());
            }
        }
    }

    private void took(Ready ready, Try tried, Sent.Taken taken, Upcoming upcoming) {
        StoredMail mail = ready.mail();
        hostTook = true;
        judge.took(taken.recipients());
        boolean whole = departures.settle(mail, taken.recipients());
        if (taken.refused().isEmpty() && whole) {
            workshop.journal().delivered(tried, taken.recipients(), taken.reply());
            delivered++;
            order.told().accept(new MessageReport(mail.id(), Fate.DELIVERED, taken.reply().toString()));
            return;
        }
        workshop.journal().partlyDelivered(tried, taken.recipients(), taken.reply());
        List<MailAddress> tooMany = taken.refused().stream()
                .filter(one -> one.reply().meansTooManyRecipients())
                .map(RefusedRecipient::recipient)
                .toList();
        if (tooMany.size() == taken.refused().size()) {
            if (!tooMany.isEmpty()) {
                upcoming.again(ready.forOnly(tooMany));
            }
            return;
        }
        RefusedRecipient first = taken.refused().getFirst();
        workshop.journal().notTaken(tried, Step.RECIPIENT, first.reply(), taken.refused());
        String words = "<" + first.recipient() + "> " + first.reply();
        standing(mail.id(), taken.refused().stream().allMatch(one -> one.reply().isPermanent()), words);
        stays(mail.id(), Fate.PARTLY_DELIVERED, words);
        unknown.hear(ready.queued(), mail, taken.refused());
    }

    private void notTaken(Ready ready, Try tried, Step step, Reply reply, List<RefusedRecipient> refused) {
        workshop.journal().notTaken(tried, step, reply, refused);
        if (standings.isNew(ready.queued()) && wasAsked(ready)) {
            judge.refused(step, reply, ready.outgoing().recipients());
        }
        String words = step.word() + ": " + reply;
        standing(tried.id(), reply.isPermanent(), words);
        stays(tried.id(), reply.isPermanent() ? Fate.REFUSED : Fate.DEFERRED, words);
        judge.faultOfHost().ifPresent(fault -> hostFault = Optional.of(fault + ", last at " + words));
    }

    /** A host that offers no SMTPUTF8 is not shown such mail (RFC 6531 section 3.5): it has refused nobody. */
    private boolean wasAsked(Ready ready) {
        return !ready.outgoing().smtpUtf8() || connection.offersSmtpUtf8();
    }

    private void standing(String id, boolean forGood, String words) {
        if (forGood) {
            standings.refused(id, runBegun, words);
        } else {
            standings.struck(id, runBegun, words);
        }
    }

    private void stays(String id, Fate fate, String words) {
        lastWords = words;
        order.told().accept(new MessageReport(id, fate, words));
    }
}
