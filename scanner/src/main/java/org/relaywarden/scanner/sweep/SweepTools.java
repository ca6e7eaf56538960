// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.relaywarden.scanner.choice.Chosen;
import org.relaywarden.scanner.choice.HandoverTurns;
import org.relaywarden.scanner.choice.History;
import org.relaywarden.scanner.choice.NightlyChoice;
import org.relaywarden.scanner.findings.Depth;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.pace.Gate;
import org.relaywarden.scanner.pace.Pace;
import org.relaywarden.scanner.probe.Probe;
import org.relaywarden.scanner.runs.Judgements;
import org.relaywarden.scanner.runs.Runs;
import org.relaywarden.scanner.runs.ScanBook;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.verdict.Observed.Standpoint;

/** What all runs of a sweep share. */
record SweepTools(
        SweepParts parts,
        Runs runs,
        Gate gate,
        Probe probe,
        ScanJournal journal,
        AtomicBoolean stopping) {

    /** How long a host that handed in another one's probe is looked at closely. */
    private static final Duration LEAD_HOLDS = Duration.ofDays(30);

    /** How far back a night looks: tier 2 comes round in a hundred and some nights. */
    private static final Duration HISTORY = Duration.ofDays(150);

    ScanBook book() {
        return runs.book();
    }

    Judgements judgements() {
        return runs.judgements();
    }

    Pace pace() {
        return parts.settings().pace();
    }

    /** From where this host is looked at: through a block of ours only inside shows anything (S6, decision 15). */
    Standpoint standpoint(ScanRequest request, Target target) {
        if (parts.isBlocked().test(target)) {
            return Standpoint.INSIDE_OF_BLOCK;
        }
        return switch (request.vantage()) {
            case OUTSIDE -> Standpoint.OUTSIDE;
            // Inside and for a case: the block was on when it was asked for.
            case INSIDE -> request.reference().isPresent() ? Standpoint.INSIDE_OF_BLOCK : Standpoint.INSIDE;
        };
    }

    /** What this host is asked (decision 14). */
    Chosen choose(ScanRequest request, Target target, Standpoint standpoint) {
        Instant now = now();
        History history = request.depth() == Depth.LIGHT
                ? book().historyOf(target, standpoint, now.minus(HISTORY))
                : History.NONE;
        boolean suspect = isSuspect(request, target, now);
        ScanRequest asked = suspect ? request.with(parts.suspects().convicting(target)) : request;
        return new NightlyChoice(pace().refusalsPerConnection()).of(asked, history, suspect, now);
    }

    /** Whose turn it is to get a message by this path: one look into the books. */
    HandoverTurns turns(TheRun run, Look look) {
        return new HandoverTurns(
                run.chosen().convicted(),
                book().lastHandovers(run.target(), look.path(), look.standpoint(), now().minus(HISTORY)));
    }

    private boolean isSuspect(ScanRequest request, Target target, Instant now) {
        return request.depth() == Depth.LIGHT
                && (parts.suspects().isSuspect(target)
                        || book().passedOnForOthers(target.address(), now.minus(LEAD_HOLDS)));
    }

    Instant now() {
        return parts.clock().instant();
    }

    /** Waits, unless the signal is down. */
    void pause(CountDownLatch signal, Duration atMost) throws InterruptedException {
        stopIfAsked();
        if (atMost.isPositive() && signal.getCount() > 0) {
            parts.waiting().until(signal, atMost);
        }
        stopIfAsked();
    }

    /** Ends a run the way an interrupt would. A real one is never sent: it would close the embedded database's file. */
    void stopIfAsked() throws InterruptedException {
        if (stopping.get()) {
            throw new InterruptedException("the sweep is closed");
        }
    }
}
