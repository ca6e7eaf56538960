// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.findings.Depth;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.verdict.Observed;
import org.relaywarden.scanner.verdict.Observed.Standpoint;

/**
 * One host once: by the port of the books, then, in a whole run, inside STARTTLS there and by the other ports; and from
 * elsewhere too where that may tell more (S6). Until a probe is back. Used once, by one thread.
 */
final class HostRun {

    private final SweepTools tools;
    private final TheRun run;

    HostRun(SweepTools tools, long scanId, ScanRequest request, Target target) {
        this.tools = tools;
        Standpoint standpoint = tools.standpoint(request, target);
        this.run = new TheRun(
                tools, scanId, request, target, standpoint, tools.choose(request, target, standpoint));
    }

    /**
     * Runs.
     *
     * @throws InterruptedException when the sweep is closed meanwhile; the run stays unjudged until the next start
     */
    Finding run() throws InterruptedException {
        boolean judged = false;
        try {
            View view = new View(tools, run, run.standpoint());
            PathRun main = view.byTheBooks(run.chosen().tests());
            if (isWhole()) {
                view.byAllOthers(main);
            }
            if (run.standpoint() == Standpoint.OUTSIDE) {
                fromElsewhere(main.seen());
            }
            Finding finding =
                    tools.judgements().judge(run.begun().runId(), main.talks().reach());
            judged = true;
            return finding;
        } finally {
            if (!judged && run.hasBegun()) {
                tools.judgements().givenUp(run.begun().runId());
            }
        }
    }

    private boolean isWhole() {
        return run.chosen().depth() != Depth.LIGHT;
    }

    private void fromElsewhere(Observed outside) throws InterruptedException {
        ScanSettings settings = tools.parts().settings();
        if (!run.isBack() && outside.refusesTester() && settings.hasSecondOutside(run.target().address())) {
            // Is it the tester who is turned away, or everybody outside?
            new View(tools, run, Standpoint.SECOND_OUTSIDE).byTheBooks(Battery.ofTheTester());
        }
        if (!run.isBack()
                && outside.reach() != Observed.Reach.NOT_DIALLED
                && settings.tellsInsideApart(run.target().address())) {
            fromInside(outside);
        }
    }

    /**
     * Whom nobody outside gets in to may be shielded, and is looked at from inside instead; a whole run by night or of an
     * operator looks from there too, for a host that trusts our range (X6). A retest asks what the world sees.
     */
    private void fromInside(Observed outside) throws InterruptedException {
        boolean trustIsAsked = isWhole()
                && (run.request().cause() == ScanRequest.Cause.NIGHTLY
                        || run.request().cause() == ScanRequest.Cause.OPERATOR);
        View inside = new View(tools, run, Standpoint.INSIDE);
        if (outside.isShut()) {
            PathRun books = inside.byTheBooks(run.chosen().tests());
            // Where nobody answers inside either, its other ports decide nothing: a host that is off is dialled enough.
            if (isWhole() && books.seen().reach() == Observed.Reach.CONNECTED) {
                inside.byAllOthers(books);
            }
        } else if (trustIsAsked) {
            PathRun books = inside.byTheBooks(Battery.tier1());
            if (books.seen().wantsTls()) {
                inside.insideTls(books);
            }
        }
    }
}
