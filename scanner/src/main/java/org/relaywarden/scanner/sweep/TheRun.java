// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.relaywarden.scanner.choice.Chosen;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.probe.Conversation;
import org.relaywarden.scanner.proof.Binding;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.verdict.Observed.Standpoint;

/** What all paths of one run share: its row, its signal, and the pace, which is the host's. Used by the run's thread. */
final class TheRun {

    private final SweepTools tools;
    private final long scanId;
    private final ScanRequest request;
    private final Target target;
    private final Standpoint standpoint;
    private final Chosen chosen;
    private final CountDownLatch signal = new CountDownLatch(1);
    private @Nullable Binding begun;
    private @Nullable Instant lastEndedAt;
    private int connections;
    private int looks;

    /** @param standpoint from where the host is looked at by the path of the books */
    TheRun(
            SweepTools tools,
            long scanId,
            ScanRequest request,
            Target target,
            Standpoint standpoint,
            Chosen chosen) {
        this.tools = tools;
        this.scanId = scanId;
        this.request = request;
        this.target = target;
        this.standpoint = standpoint;
        this.chosen = chosen;
    }

    /** Writes the run's row at the first call. */
    Binding begun() {
        Binding known = begun;
        if (known == null) {
            known = tools.book().beginRun(scanId, target, standpoint, chosen, tools.now());
            tools.judgements().begun(known.runId(), signal);
            begun = known;
        }
        return known;
    }

    boolean hasBegun() {
        return begun != null;
    }

    /** The number of the next look: 0 for the run's own. */
    int nextLook() {
        return looks++;
    }

    /** Counts it. A port that nobody answered has nothing to rest from. */
    int connectionEnded(Conversation.Reach reach) {
        if (reach == Conversation.Reach.CONNECTED) {
            lastEndedAt = tools.now();
        }
        return ++connections;
    }

    Duration untilNextConnection() {
        Instant ended = lastEndedAt;
        return ended == null
                ? Duration.ZERO
                : tools.pace().spacing(request.cause()).minus(Duration.between(ended, tools.now()));
    }

    /** Whether a probe came back, by whatever path: one proof is enough (decision 12). */
    boolean isBack() {
        return signal.getCount() == 0;
    }

    CountDownLatch signal() {
        return signal;
    }

    Target target() {
        return target;
    }

    ScanRequest request() {
        return request;
    }

    Standpoint standpoint() {
        return standpoint;
    }

    Chosen chosen() {
        return chosen;
    }
}
