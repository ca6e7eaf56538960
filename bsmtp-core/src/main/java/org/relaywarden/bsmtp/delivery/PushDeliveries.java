// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
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
import org.relaywarden.bsmtp.spool.QueuedMail;

/** Runs, each on a virtual thread of its own, below one ceiling. */
final class PushDeliveries implements Deliveries {

    /** How exactly the 20 minutes are kept. */
    private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);

    private static final Duration MESSAGE_UNDER_WAY_MAX = Duration.ofSeconds(5);
    private static final Duration CUT_OFF_MAX = Duration.ofSeconds(2);

    private final Workshop workshop;
    private final SmtpClient client;
    private final Turns turns;
    private final Map<String, Standings> standings = new ConcurrentHashMap<>();
    /** Whose run could not be done or not be finished: done again at the next look, whatever their row says. */
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();

    PushDeliveries(DeliveryParts parts, DeliverySettings settings) throws IOException {
        Files.createDirectories(settings.folder());
        client = new SmtpClient(settings.client());
        workshop = new Workshop(
                parts, settings, client, new RetryBook(parts.store()), new DeliveryJournal(parts.journal()));
        turns = new Turns(settings.runsAtOnce(), this::run);
    }

    @Override
    public void start(Tasks tasks) {
        tasks.register(new NamedTask(RETRY_TASK, new Schedule.Every(LOOKS_EVERY), this::startWhatIsDue));
        workshop.queue().whenQueued(login -> requestRun(login, Reason.NEW_MAIL));
        Thread.ofVirtual().name("delivery-start").start(this::startWhatWaits);
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

    @Override
    public void requestRun(String login, Reason reason) {
        turns.request(login, new Turns.Request(reason, Optional.empty()));
    }

    @Override
    public RunReport flush(String login, Consumer<MessageReport> told) throws InterruptedException {
        Turns.Watcher watcher = new Turns.Watcher(told, new CompletableFuture<>());
        turns.request(login, new Turns.Request(Reason.OPERATOR, Optional.of(watcher)));
        try {
            return watcher.ended().get();
        } catch (ExecutionException neverSo) {
            throw new IllegalStateException(neverSo);
        }
    }

    /** One run of an account, on its thread; never two at once for one account. */
    private RunReport run(String login, Turns.Wanted wanted) {
        Order order = new Order(
                login, wanted.reasons().contains(Reason.OPERATOR), wanted.newMail(), turns::isClosed, wanted::tell);
        Standings known = standings.computeIfAbsent(login, unseen -> new Standings());
        try {
            RetryState state = workshop.book().of(login);
            if (wanted.isOnlyNewMail() && state.mustWait(workshop.now())) {
                // Its row brings it up again. In a flood for a host that is down, no mailbox is read for each mail.
                return new RunReport(login, 0, 0, state.dueAt(), "waits for the next try: " + state.result());
            }
            DeliveryRun.Ended ended = new DeliveryRun(workshop, order, known).run();
            if (ended.again()) {
                unfinished.add(login);
            }
            if (ended.report().waiting() == 0) {
                standings.remove(login);
            }
            return ended.report();
        } catch (IOException | RuntimeException | Error fault) {
            unfinished.add(login);
            workshop.journal().fault(login, fault);
            return new RunReport(login, 0, 0, Optional.empty(), "could not be done: " + fault.getMessage());
        }
    }

    @Override
    public boolean hostOffersSmtpUtf8(String login) {
        return workshop.book().of(login).smtpUtf8();
    }

    @Override
    public List<QueueState> queues() throws IOException {
        List<QueueState> states = new ArrayList<>();
        for (String login : workshop.queue().logins().stream().sorted().toList()) {
            List<QueuedMail> waiting = workshop.queue().of(login);
            if (!waiting.isEmpty()) {
                states.add(stateOf(login, waiting));
            }
        }
        return List.copyOf(states);
    }

    private QueueState stateOf(String login, List<QueuedMail> waiting) {
        RetryState state = workshop.book().of(login);
        boolean underWay = turns.isUnderWay(login);
        Optional<Instant> next = underWay ? Optional.empty() : state.dueAt();
        return new QueueState(
                login,
                waiting.size(),
                waiting.stream().mapToLong(QueuedMail::bytesOnDisk).sum(),
                Optional.of(waiting.getFirst().since()),
                state.triedAt(),
                state.result(),
                next,
                why(state, underWay));
    }

    private static String why(RetryState state, boolean underWay) {
        if (underWay) {
            return "a run is under way";
        }
        if (state.dueAt().isEmpty()) {
            return "not tried yet: a running program tries at once";
        }
        return state.failing()
                ? "the last try failed: the retry clock decides, new mail waits for it too"
                : "what stayed is tried again by the retry clock; new mail goes at once";
    }

    /** Waits until no run is under way; false when it takes longer. */
    boolean join(Duration atMost) {
        return turns.join(atMost);
    }

    @Override
    public void close() {
        turns.close();
        client.hurry();
        if (!join(MESSAGE_UNDER_WAY_MAX)) {
            client.close();
            join(CUT_OFF_MAX);
        }
        client.close();
    }
}
