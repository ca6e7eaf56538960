// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.client.SmtpClient;
import org.relaywarden.bsmtp.clock.NamedTask;
import org.relaywarden.bsmtp.clock.Schedule;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.retry.Hold;
import org.relaywarden.bsmtp.retry.RetryBook;
import org.relaywarden.bsmtp.retry.RetryState;
import org.relaywarden.bsmtp.run.DeliveryJournal;
import org.relaywarden.bsmtp.run.DeliveryParts;
import org.relaywarden.bsmtp.run.DeliveryRun;
import org.relaywarden.bsmtp.run.DeliverySettings;
import org.relaywarden.bsmtp.run.MessageReport;
import org.relaywarden.bsmtp.run.Order;
import org.relaywarden.bsmtp.run.RunReport;
import org.relaywarden.bsmtp.run.Workshop;
import org.relaywarden.bsmtp.spool.QueuedMail;
import org.relaywarden.bsmtp.standing.Standings;

/** Runs, each on a virtual thread of its own, below one ceiling. */
final class PushDeliveries implements Deliveries {

    /** How exactly the 20 minutes are kept. */
    private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);

    /** B7: each queue within four hours, and not all of them at one time. */
    private static final Duration SWEEP_WITHIN = Duration.ofHours(4);

    private static final Duration SWEEPS_EVERY = Duration.ofMinutes(10);
    private static final int SLICES = (int) SWEEP_WITHIN.dividedBy(SWEEPS_EVERY);

    private static final Duration MESSAGE_UNDER_WAY_MAX = Duration.ofSeconds(5);
    private static final Duration CUT_OFF_MAX = Duration.ofSeconds(2);

    private final Workshop workshop;
    private final SmtpClient client;
    private final MailTrigger trigger;
    private final Queues queues;
    private final GivingUp givingUp;
    private final SignOnRetries signOnRetries;
    private final Turns turns;
    private final Map<String, Standings> standings = new ConcurrentHashMap<>();
    /** Whose run could not be done or not be finished: done again at the next look, whatever their row says. */
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();
    /** Whose host did not answer when it was last dialled: for the order of turns only. */
    private final Set<String> unreached = ConcurrentHashMap.newKeySet();

    PushDeliveries(DeliveryParts parts, DeliverySettings settings) throws IOException {
        Files.createDirectories(settings.folder());
        client = new SmtpClient(settings.client());
        workshop = new Workshop(
                parts, settings, client, new RetryBook(parts.store()), new DeliveryJournal(parts.journal()));
        trigger = new MailTrigger(parts.customers(), settings.smarthosts());
        turns = new Turns(settings.runsAtOnce(), unreached::contains, this::run);
        queues = new Queues(workshop, turns::isUnderWay, this::lastWords);
        givingUp = new GivingUp(workshop, this::lastWords);
        signOnRetries = new SignOnRetries(settings.signOnRetries(), login -> requestRun(login, Reason.SIGN_ON_AGAIN));
    }

    private String lastWords(QueuedMail mail) {
        Standings known = standings.get(mail.login());
        return known == null ? "" : known.wordsOn(mail.id());
    }

    @Override
    public void start(Tasks tasks) {
        tasks.register(new NamedTask(RETRY_TASK, new Schedule.Every(LOOKS_EVERY), this::startWhatIsDue));
        tasks.register(new NamedTask(SWEEP_TASK, new Schedule.Every(SWEEPS_EVERY), this::sweep));
        workshop.queue().whenQueued(this::arrived);
        Thread.ofVirtual().name("delivery-start").start(this::startWhatWaits);
    }

    private void arrived(StoredMail mail) {
        if (mail.mailbox() instanceof Mailbox.Account(String login)) {
            requestRun(login, trigger.isIn(mail) ? Reason.MAIL_TRIGGER : Reason.NEW_MAIL);
        }
    }

    /** What came before this process began, and was not dialled yet; the row of an account says whether it may be. */
    private void startWhatWaits() {
        try {
            workshop.queue().logins().forEach(login -> requestRun(login, Reason.RETRY));
        } catch (IOException | RuntimeException failed) {
            workshop.journal().fault("delivery", failed);
        }
    }

    private void startWhatIsDue() {
        for (String login : List.copyOf(unfinished)) {
            unfinished.remove(login);
            requestRun(login, Reason.RETRY);
        }
        workshop.book().due(workshop.now()).forEach(login -> requestRun(login, Reason.RETRY));
    }

    /** B7: a slice of all accounts at a time, by the names of the files alone: whatever the rows have lost is found. */
    private void sweep() {
        workshop.parts().refused().purge();
        long slice = Math.floorMod(workshop.now().getEpochSecond() / SWEEPS_EVERY.toSeconds(), SLICES);
        try {
            workshop.queue()
                    .logins(login -> Math.floorMod(login.hashCode(), SLICES) == slice)
                    .forEach(login -> requestRun(login, Reason.SWEEP));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void requestRun(String login, Reason reason) {
        if (reason == Reason.SIGN_ON) {
            signOnRetries.signedOn(login);
        }
        turns.request(login, new Request.Run(reason, Optional.empty()));
    }

    @Override
    public RunReport flush(String login, Consumer<MessageReport> told) throws InterruptedException {
        Request.Watcher watcher = new Request.Watcher(told, new CompletableFuture<>());
        turns.request(login, new Request.Run(Reason.OPERATOR, Optional.of(watcher)));
        try {
            return watcher.ended().get();
        } catch (ExecutionException neverSo) {
            throw new IllegalStateException(neverSo);
        }
    }

    /** One run of an account, on its thread; never two at once for one account. */
    private RunReport run(String login, Wanted wanted) {
        boolean atOnce = !wanted.reasons().stream().allMatch(Reason::waitsForClock);
        Order order = new Order(
                login, atOnce, wanted.newMail(), turns::isClosed, turns::othersWait, wanted.aside(), wanted::tell);
        Standings known = standings.computeIfAbsent(login, unseen -> new Standings());
        try {
            RetryState state = workshop.book().of(login);
            if (wanted.isOnlyNewMail() && (state.hold().isPresent() || state.mustWait(workshop.now()))) {
                // Its row brings it up again. In a flood for a host that is down, no mailbox is read for each mail.
                return new RunReport(login, 0, 0, 0, state.dueAt(), "waits for the next try: " + state.result());
            }
            DeliveryRun.Ended ended = new DeliveryRun(workshop, order, known).run();
            goOn(login, wanted.reasons(), ended.next());
            if (ended.report().waiting() == 0) {
                standings.remove(login);
            }
            return ended.report();
        } catch (IOException | RuntimeException | Error fault) {
            unfinished.add(login);
            workshop.journal().fault(login, fault);
            return new RunReport(login, 0, 0, 0, Optional.empty(), "could not be done: " + fault.getMessage());
        }
    }

    private void goOn(String login, Set<Reason> reasons, DeliveryRun.Next next) {
        switch (next) {
            case NOTHING, SERVED -> {}
            case MORE -> reasons.forEach(reason -> turns.request(
                    login, new Request.Run(reason, Optional.empty())));
            case LOOK_AGAIN -> unfinished.add(login);
            case NOT_REACHED -> {
                unreached.add(login);
                signOnRetries.notReached(login);
            }
        }
        if (next == DeliveryRun.Next.MORE || next == DeliveryRun.Next.SERVED) {
            unreached.remove(login);
            signOnRetries.reached(login);
        }
    }

    @Override
    public boolean hostOffersSmtpUtf8(String login) {
        return workshop.book().of(login).host().smtpUtf8();
    }

    @Override
    public List<QueueState> queues() throws IOException {
        return queues.all();
    }

    @Override
    public QueueState queue(String login) throws IOException {
        return queues.of(login);
    }

    @Override
    public List<WaitingMail> waiting(String login) throws IOException {
        return queues.waiting(login);
    }

    @Override
    public void hold(String login, String by, String reason) {
        workshop.book().hold(login, new Hold(by, reason, workshop.now()));
        workshop.journal().held(login, by, reason);
    }

    @Override
    public boolean release(String login, String by) {
        Optional<Hold> hold = workshop.book().release(login);
        hold.ifPresent(was -> {
            workshop.journal().released(login, by, was);
            requestRun(login, Reason.OPERATOR);
        });
        return hold.isPresent();
    }

    @Override
    public List<GivenUp> giveUp(String login, List<String> ids, String by, String reason)
            throws IOException, InterruptedException {
        List<GivenUp> results = new ArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        turns.request(login, new Request.Act(
                () -> {
                    try {
                        results.addAll(givingUp.giveUp(login, ids, by, reason));
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                },
                done));
        try {
            done.get();
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getCause()), failed);
        }
        return List.copyOf(results);
    }

    @Override
    public int forgetRefused(String login, String by) {
        int forgotten = workshop.parts().refused().forget(login);
        workshop.journal().refusedForgotten(login, forgotten, "by " + by);
        return forgotten;
    }

    /** Waits until no run is under way; false when it takes longer. */
    boolean join(Duration atMost) {
        return turns.join(atMost);
    }

    @Override
    public void close() {
        signOnRetries.close();
        turns.close();
        client.hurry();
        if (!join(MESSAGE_UNDER_WAY_MAX)) {
            client.close();
            join(CUT_OFF_MAX);
        }
        client.close();
    }
}
