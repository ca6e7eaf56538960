// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.relaywarden.enforcement.block.Blocks;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.enforcement.lift.LiftRule;
import org.relaywarden.enforcement.lift.LiftRule.Ruling;
import org.relaywarden.enforcement.warning.NoticeKind;
import org.relaywarden.enforcement.warning.Notices;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;

/** What follows from one finding, in the caller's transaction: at once, and with no human in between (S2). */
final class FindingRules {

    private static final String SCANNER = "scanner";

    private final Casefile cases;
    private final Blocks blocks;
    private final Notices notices;
    private final Letters letters;
    private final Measures measures;
    private final HopRules hops;
    private final BiPredicate<CaseRecord, Finding> wasCutShort;
    private final boolean dryRun;
    private final boolean liftWithoutReply;

    /** @param wasCutShort whether a finding is only what our own stop left of a retest */
    FindingRules(
            Casefile cases,
            Blocks blocks,
            Notices notices,
            Letters letters,
            Measures measures,
            HopRules hops,
            BiPredicate<CaseRecord, Finding> wasCutShort,
            boolean dryRun,
            boolean liftWithoutReply) {
        this.cases = cases;
        this.blocks = blocks;
        this.notices = notices;
        this.letters = letters;
        this.measures = measures;
        this.hops = hops;
        this.wasCutShort = wasCutShort;
        this.dryRun = dryRun;
        this.liftWithoutReply = liftWithoutReply;
    }

    /** The relay is proven (decision 12). */
    void onProof(Finding finding) {
        var proven = new CaseEvent.RelayProven(
                finding.sequence(),
                finding.returned().stream().map(Object::toString).toList(),
                measures.openPorts(finding.runId()));
        Optional<CaseRecord> before = cases.openCaseOf(finding.address(), finding.port());
        CaseRecord found = cases.open(finding.login(), finding.address(), finding.port(), proven, SCANNER);
        if (before.isEmpty()) {
            onFirstProof(found, finding);
        } else if (!before.get().isProven()) {
            onProofOfTrusting(before.get(), found, finding);
        } else if (before.get().state() == CaseState.LIFTING) {
            // It relays after all: what was about to be lifted and told is turned round.
            notices.withdraw(found.number());
            measures.takeMissing(found, measures.cameThroughSmarthost(finding.runId()));
            letters.tellStillOpen(found, finding);
        } else {
            measures.takeMissing(found, measures.cameThroughSmarthost(finding.runId()));
            if (isRetestOf(before.get(), finding)) {
                onRetest(found, finding);
            }
        }
        blocks.widen(found.number(), found.provenPorts());
        hops.follow(cases.byNumber(found.number()).orElseThrow(), finding);
    }

    private void onFirstProof(CaseRecord found, Finding finding) {
        CaseRecord opened = measures.takeFirst(found, finding.runId());
        if (opened.state() != CaseState.REVIEW) {
            letters.warn(opened, finding, blocks.ofCase(opened.number()), dryRun);
        }
    }

    /** So far its host was only known to trust a relay; now it is one itself. */
    private void onProofOfTrusting(CaseRecord before, CaseRecord found, Finding finding) {
        if (before.state() == CaseState.LIFTING) {
            notices.withdraw(found.number());
        }
        onFirstProof(
                isRetestOf(before, finding) ? failed(found, finding, "the host is an open relay itself") : found,
                finding);
    }

    /** A run that proves nothing new, of a host with an open case or of a case that it names. */
    void onTest(Finding finding) {
        Optional<CaseRecord> open = cases.openCaseOf(finding.address(), finding.port());
        Optional<CaseRecord> found = open.isPresent() ? open : finding.reference().flatMap(cases::byNumber);
        if (found.isEmpty()) {
            return;
        }
        if (isRetestOf(found.get(), finding)) {
            onRetest(found.get(), finding);
        } else {
            onLook(found.get(), finding);
        }
    }

    /** A proof of a run that a later full run outdid: the host's old queue (decision 12, E8). */
    void onOutdatedProof(Finding finding) {
        cases.openCaseOf(finding.address(), finding.port())
                .ifPresent(found ->
                        testedAgain(found, finding, "OPEN, of a run older than one that was CLOSED: filed"));
    }

    private static boolean isRetestOf(CaseRecord found, Finding finding) {
        return found.state() == CaseState.RETEST_QUEUED
                && finding.cause() == ScanRequest.Cause.RETEST
                && finding.reference().equals(Optional.of(found.number()));
    }

    private void onRetest(CaseRecord found, Finding finding) {
        if (wasCutShort.test(found, finding)) {
            testedAgain(found, finding, finding.verdict()
                    + ", not counted: our own test was cut short, and runs again");
            return;
        }
        Instant repliedAt = found.repliedAt().orElse(found.openedAt());
        switch (LiftRule.judge(found, finding, repliedAt)) {
            case Ruling.MayLift _ -> lift(found, finding);
            case Ruling.StillRelays still -> letters.tellStillOpen(failed(found, finding, still.why()), finding);
            case Ruling.SaysNothing nothing -> letters.tellNotTestable(failed(found, finding, nothing.why()), finding);
            case Ruling.NotThisCase other ->
                    testedAgain(found, finding, finding.verdict() + ", not counted: " + other.why());
        }
    }

    private CaseRecord failed(CaseRecord found, Finding finding, String why) {
        return cases.record(
                found.number(),
                new CaseEvent.RetestFailed(finding.sequence(), finding.verdict().name(), why),
                SCANNER);
    }

    private void lift(CaseRecord found, Finding finding) {
        CaseRecord lifting = cases.record(found.number(), new CaseEvent.RetestPassed(finding.sequence()), SCANNER);
        blocks.release(found.number());
        letters.tellLifted(lifting, finding, blocks.ofCase(found.number()));
    }

    /** Nobody asked for it: decision 15 lets it lift only where the settings say so, else the customer is told once. */
    private void onLook(CaseRecord found, Finding finding) {
        testedAgain(found, finding, finding.verdict().name());
        if (found.state() != CaseState.BLOCKED
                || !(LiftRule.judge(found, finding, found.openedAt()) instanceof Ruling.MayLift)) {
            return;
        }
        if (!found.isProven()) {
            onSoundHostThatTrusts(found, finding);
        } else if (liftWithoutReply) {
            lift(found, finding);
        } else if (notices.ofCase(found.number()).stream().noneMatch(told -> told.kind() == NoticeKind.SEEN_CLOSED)) {
            letters.tellSeenClosed(found, finding);
        }
    }

    /** That it is sound itself was known. The case ends by itself with those of the relays that it trusts. */
    private void onSoundHostThatTrusts(CaseRecord found, Finding finding) {
        if (cases.trustedBy(found.number()).stream().noneMatch(relay -> relay.state().isOpen())) {
            lift(found, finding);
        }
    }

    private void testedAgain(CaseRecord found, Finding finding, String verdict) {
        cases.record(found.number(), new CaseEvent.TestedAgain(finding.sequence(), verdict), SCANNER);
    }
}
