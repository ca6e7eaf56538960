// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.retry.RetryState;
import org.relaywarden.bsmtp.run.Workshop;
import org.relaywarden.bsmtp.spool.OpenedMail;
import org.relaywarden.bsmtp.spool.QueuedMail;
import org.relaywarden.bsmtp.standing.SettledNotes;

/** What waits and why, for whoever looks. Thread-safe. */
final class Queues {

    private final Workshop workshop;
    private final Predicate<String> underWay;
    private final Function<QueuedMail, String> lastWords;

    /**
     * @param underWay whether a run of an account is under way or about to begin
     * @param lastWords what was last said about a message
     */
    Queues(Workshop workshop, Predicate<String> underWay, Function<QueuedMail, String> lastWords) {
        this.workshop = workshop;
        this.underWay = underWay;
        this.lastWords = lastWords;
    }

    /** All accounts with something waiting, by login. */
    List<QueueState> all() throws IOException {
        List<QueueState> states = new ArrayList<>();
        for (String login : workshop.queue().logins().stream().sorted().toList()) {
            QueueState state = of(login);
            if (state.messages() > 0) {
                states.add(state);
            }
        }
        return List.copyOf(states);
    }

    QueueState of(String login) throws IOException {
        List<QueuedMail> waiting = workshop.queue().of(login);
        RetryState state = workshop.book().of(login);
        boolean runs = underWay.test(login);
        Optional<Instant> next = runs || state.hold().isPresent() ? Optional.empty() : state.dueAt();
        return new QueueState(
                login,
                waiting.size(),
                waiting.stream().mapToLong(QueuedMail::bytesOnDisk).sum(),
                waiting.stream().findFirst().map(QueuedMail::since),
                state.triedAt(),
                state.result(),
                state.end(),
                next,
                why(waiting.isEmpty(), state, runs),
                state.hold(),
                state.host().atFaultSince());
    }

    private static String why(boolean nothingWaits, RetryState state, boolean runs) {
        if (state.hold().isPresent()) {
            return state.hold().get().toString();
        }
        if (nothingWaits) {
            return "nothing waits";
        }
        if (runs) {
            return "a run is under way";
        }
        if (state.dueAt().isEmpty()) {
            return "not tried yet: a running program tries at once";
        }
        if (state.host().atFaultSince().isPresent()) {
            return "the host refuses everybody, or us: nothing bounces, the retry clock tries again";
        }
        return state.end().isFailing()
                ? "the last try failed: the retry clock decides, new mail waits for it too"
                : "what stayed is tried again by the retry clock; new mail goes at once";
    }

    /** Each message of an account, oldest first; one that is fetched meanwhile is left out. */
    List<WaitingMail> waiting(String login) throws IOException {
        List<QueuedMail> queued = workshop.queue().of(login);
        SettledNotes notes = SettledNotes.look(
                workshop.settings().folder(), login, queued.stream().map(QueuedMail::id).toList());
        List<WaitingMail> waiting = new ArrayList<>();
        for (QueuedMail one : queued) {
            Optional<OpenedMail> opened = workshop.queue().open(one);
            if (opened.isPresent()) {
                try (OpenedMail open = opened.get()) {
                    waiting.add(waiting(one, open.mail(), notes));
                }
            }
        }
        return List.copyOf(waiting);
    }

    private WaitingMail waiting(QueuedMail queued, StoredMail mail, SettledNotes notes) {
        return new WaitingMail(
                mail.id(),
                queued.since(),
                queued.bytesOnDisk(),
                mail.envelope().sender(),
                mail.recipients().stream().filter(to -> !notes.has(mail.id(), to)).toList(),
                lastWords.apply(queued));
    }
}
