// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.util.List;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.verdict.Judge;
import org.relaywarden.scanner.verdict.Observed;
import org.relaywarden.scanner.verdict.Observed.Standpoint;
import org.relaywarden.scanner.verdict.VerdictKind;

/** A host as one run sees it from one standpoint, path by path. Used by the run's thread. */
final class View {

    private final SweepTools tools;
    private final TheRun run;
    private final Standpoint standpoint;

    View(SweepTools tools, TheRun run, Standpoint standpoint) {
        this.tools = tools;
        this.run = run;
        this.standpoint = standpoint;
    }

    /** By the port of the books, as it stands there. */
    PathRun byTheBooks(List<RelayTest> tests) throws InterruptedException {
        return look(new TestPath(run.target().port(), Security.PLAIN), tests);
    }

    /** Tier 1 by every other path: inside STARTTLS, with a certificate, and by the other ports (X2 to X5). */
    void byAllOthers(PathRun books) throws InterruptedException {
        if (books.seen().reach() == Observed.Reach.NOT_DIALLED) {
            return;
        }
        insideTls(books);
        for (TestPath path : tools.parts().settings().morePaths()) {
            if (path.port() != run.target().port()) {
                insideTls(look(path, Battery.tier1()));
            }
        }
    }

    /** Tier 1 inside STARTTLS, where that path is in the clear and offers it. */
    void insideTls(PathRun plain) throws InterruptedException {
        if (plain.path().security() == Security.PLAIN && plain.talks().offersTls()) {
            withCertificate(look(plain.path().afterStartTls(), Battery.tier1()));
        }
    }

    /** Once more with a client certificate, where nothing was taken without one (X3). */
    private void withCertificate(PathRun inside) throws InterruptedException {
        if (tools.parts().certificate().isPresent() && Judge.of(inside.seen()).kind() == VerdictKind.CLOSED) {
            look(inside.path().withClientCertificate(), Battery.ofTheCertificate());
        }
    }

    private PathRun look(TestPath path, List<RelayTest> tests) throws InterruptedException {
        PathRun look = new PathRun(tools, run, new Look(run.nextLook(), standpoint, path, tests));
        if (!run.isBack()) {
            look.ask();
        }
        return look;
    }
}
