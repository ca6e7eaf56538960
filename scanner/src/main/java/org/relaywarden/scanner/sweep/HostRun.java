// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.findings.Depth;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.proof.Binding;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.verdict.Observed;

/**
 * One host once: by the port of the books, then, in a whole run, inside STARTTLS there and by the other ports, until a
 * probe is back. Used once, by one thread.
 */
final class HostRun {

    private final SweepTools tools;
    private final TheRun run;
    private int paths;

    HostRun(SweepTools tools, long scanId, ScanRequest request, Target target) {
        this.tools = tools;
        this.run = new TheRun(tools, scanId, request, target, tools.choose(request, target));
    }

    /**
     * Runs.
     *
     * @throws InterruptedException when the sweep is closed meanwhile; the run stays unjudged until the next start
     */
    Finding run() throws InterruptedException {
        boolean judged = false;
        try {
            TestPath books = new TestPath(run.target().port(), Security.PLAIN);
            PathRun main = new PathRun(tools, run, books, 0);
            main.ask(run.chosen().tests());
            if (run.chosen().depth() != Depth.LIGHT) {
                besides(books, main.talks());
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

    private void besides(TestPath books, Talks main) throws InterruptedException {
        if (main.reach() == Observed.Reach.NOT_DIALLED) {
            return;
        }
        insideTls(books, main);
        for (TestPath path : tools.parts().settings().morePaths()) {
            if (path.port() != books.port()) {
                insideTls(path, beside(path));
            }
        }
    }

    private void insideTls(TestPath path, Talks plain) throws InterruptedException {
        if (path.security() == Security.PLAIN && plain.offersTls()) {
            beside(path.afterStartTls());
        }
    }

    /** Tier 1 inside another path (X1 to X5). */
    private Talks beside(TestPath path) throws InterruptedException {
        PathRun other = new PathRun(tools, run, path, paths + 1);
        if (!run.isBack()) {
            paths++;
            other.ask(Battery.tier1());
            if (other.talks().hasBegun()) {
                Binding bound = other.talks().binding();
                tools.book().endPath(bound, other.talks().reach());
            }
        }
        return other.talks();
    }
}
