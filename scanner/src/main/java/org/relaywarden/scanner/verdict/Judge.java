// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;

/**
 * Judges what was seen by one path (decision 13). Pure; the same run gets the same verdict at any time, and another one
 * only when something came back meanwhile.
 *
 * <p>Two verdicts it never gives: TESTBLOCKER takes a second address to see ({@link HostJudge}), HONEYPOT takes an
 * operator to say.
 */
public final class Judge {

    private final Observed seen;
    private final boolean catchAll;

    private Judge(Observed seen) {
        this.seen = seen;
        this.catchAll = seen.of(Battery.CATCH_ALL).isAccepted();
    }

    /** The verdict: the first rule that holds, the weightiest first. */
    public static Verdict of(Observed seen) {
        return new Judge(seen).verdict();
    }

    private Verdict verdict() {
        List<TestId> returned = seen.tests(outcome -> outcome == Outcome.RETURNED);
        if (!returned.isEmpty()) {
            return open(returned);
        }
        return switch (seen.reach()) {
            case NO_CONNECTION ->
                new Verdict.Unreachable("Nothing answered" + behindColon(Battery.POSTMASTER) + ".");
            case NOT_DIALLED -> new Verdict.Inconclusive("The address is no customer's any more; it was not dialled.");
            case INTERRUPTED -> new Verdict.Inconclusive("The run was interrupted.");
            case CONNECTED -> withoutReturn();
        };
    }

    /** Decision 12: one proof is enough. From inside it proves less, unless a block is all that keeps outside out. */
    private Verdict open(List<TestId> returned) {
        String where =
                switch (seen.standpoint()) {
                    case OUTSIDE -> "";
                    case SECOND_OUTSIDE -> ", sent from our second outside address";
                    case INSIDE_OF_BLOCK -> ", through the block from inside";
                    case INSIDE -> ", sent from inside our network";
                };
        String reason = "The probe of " + named(returned) + " came back" + where + toldApart(returned) + ".";
        return seen.standpoint() == Observed.Standpoint.INSIDE
                ? new Verdict.OpenInternal(returned, reason)
                : new Verdict.Open(returned, reason);
    }

    /**
     * The plain attempt between domains that nobody knows came back, the same between those that tests are known by met
     * something else. It is a relay, however it treats the tester.
     */
    private String toldApart(List<TestId> returned) {
        Outcome known = seen.of(Battery.OUTSIDER);
        boolean hadItsChance = known.isAnswered() && known != Outcome.RECIPIENT_TAKEN;
        return returned.contains(Battery.FRESH) && hadItsChance && known != Outcome.RETURNED
                ? ", and that of S1 did not: it treats the domain that tests are known by unlike others"
                : "";
    }

    private Verdict withoutReturn() {
        List<TestId> bounced = weighing(outcome -> outcome == Outcome.BOUNCED);
        if (!bounced.isEmpty()) {
            return new Verdict.Backscatter(bounced, "Took the probe of " + named(bounced) + " and bounced it later.");
        }
        List<TestId> accepted = weighing(outcome -> outcome == Outcome.ACCEPTED);
        if (!accepted.isEmpty()) {
            return new Verdict.Suspect(
                    accepted, "Took the probe of " + named(accepted) + "; it has not come back, and no bounce came.");
        }
        return withoutAcceptance();
    }

    private Verdict withoutAcceptance() {
        Outcome control = seen.of(Battery.POSTMASTER);
        if (control == Outcome.AUTH_REQUIRED && allTests(Outcome::isSoundRefusal)) {
            return new Verdict.Closed("Takes nothing from anyone who has not logged in.");
        }
        if (!control.isAccepted() && !control.wantsRetry() && control != Outcome.SKIPPED) {
            return new Verdict.Masked("Refused even mail to its own postmaster, so its refusals say nothing.");
        }
        if (allTests(Outcome::isAimedAtUs)) {
            return new Verdict.Masked("Refused the tester or the sender each time, never the relaying.");
        }
        return withControl(control);
    }

    private Verdict withControl(Outcome control) {
        if (!control.isAccepted()) {
            return new Verdict.Inconclusive(
                    control == Outcome.SKIPPED
                            ? "Neither the books nor the banner name a domain of the host for the control."
                            : "The control, mail to its own postmaster, got no answer"
                                    + behindColon(Battery.POSTMASTER) + ".");
        }
        List<TestId> open = unsettled();
        if (!open.isEmpty()) {
            return new Verdict.Inconclusive("Not settled: " + reasons(open) + ".");
        }
        return new Verdict.Closed(
                (catchAll
                                ? "Refused to relay each time; takes every name of its own domain, which is no relaying"
                                : "Refused to relay each time, and took mail to its own postmaster")
                        + (seen.isPartly() ? "; a part of the tests tonight, the others in the nights before." : "."));
    }

    /** All tests that are due and those asked beyond them, save those that could not be asked for no fault of the host. */
    private boolean allTests(Predicate<Outcome> such) {
        return seen.tests(such.negate()).stream().allMatch(seen::isSkippedRightly);
    }

    /** A host that takes every name of its own domain takes {@code user%remote@its-domain}, too (decision 13). */
    private List<TestId> weighing(Predicate<Outcome> such) {
        return seen.tests(such).stream().filter(id -> !isOwnName(id)).toList();
    }

    private boolean isOwnName(TestId id) {
        return catchAll && Battery.find(id).filter(RelayTest::ownRecipient).isPresent();
    }

    /**
     * What keeps the run from CLOSED: due tests without a sound refusal, controls without an answer, and beyond them
     * what was taken and can't be explained.
     */
    private List<TestId> unsettled() {
        Stream<TestId> due = seen.due().stream().filter(this::isUnsettled);
        Stream<TestId> beyond = seen.tests(Outcome::isAccepted).stream().filter(id -> !isOwnName(id));
        return Stream.concat(due, beyond).distinct().toList();
    }

    private boolean isUnsettled(TestId id) {
        Outcome outcome = seen.of(id);
        if (id.equals(Battery.ANYTHING)) {
            return !outcome.isAnswered() || outcome.isAccepted();
        }
        if (id.isControl()) {
            return !outcome.isAnswered();
        }
        boolean weighsNothing = (outcome.isAccepted() && isOwnName(id)) || seen.isSkippedRightly(id);
        return !outcome.isSoundRefusal() && !weighsNothing && !isSettledByStandIn(id, outcome);
    }

    /**
     * Refused for its sender, and so hidden; but what was asked in its stead is not. A sender of the host's own that does
     * exist (its postmaster, whose mail it takes) and is refused as a sender, too, shows a rule against forged own
     * senders, where the plain outsider met the rule against relaying: that way in is closed.
     */
    private boolean isSettledByStandIn(TestId id, Outcome outcome) {
        Optional<RelayTest> standIn = Battery.standIn(id);
        if (outcome != Outcome.REFUSED_SENDER || standIn.isEmpty()) {
            return false;
        }
        Outcome instead = seen.of(standIn.get().id());
        boolean ruleAgainstSender = instead == Outcome.REFUSED_SENDER
                && standIn.get().testsSender()
                && !standIn.get().id().value().endsWith("s")
                && seen.of(Battery.OUTSIDER).isSoundRefusal();
        return instead.isSoundRefusal() || ruleAgainstSender;
    }

    private String behindColon(TestId id) {
        return seen.silenceOf(id).map(what -> ": " + what).orElse("");
    }

    /** What happened in place of an answer is told once, for the first of them. */
    private String reasons(List<TestId> open) {
        String once = seen.silenceOf(open.getFirst()).map(what -> " (" + what + ")").orElse("");
        List<String> reasons = open.stream()
                .map(id -> id + " " + why(seen.of(id)) + (id.equals(open.getFirst()) ? once : ""))
                .limit(4)
                .toList();
        int more = open.size() - reasons.size();
        return String.join(", ", reasons) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String why(Outcome outcome) {
        return switch (outcome) {
            case DEFERRED -> "was put off";
            case DROPPED -> "got no answer";
            case SKIPPED -> "could not be asked";
            case TLS_REQUIRED -> "was refused without encryption";
            case REFUSED_SENDER -> "was refused for its sender";
            case REFUSED_CLIENT -> "was refused for the tester";
            case RCPT_OK_DATA_REFUSED -> "was refused only after the recipient was taken";
            case RECIPIENT_TAKEN, ACCEPTED, BOUNCED, RETURNED -> "was taken";
            case REFUSED_RELAY, AUTH_REQUIRED, REFUSED_SYNTAX -> "was refused";
        };
    }

    private static String named(List<TestId> ids) {
        return String.join(", ", ids.stream().map(TestId::value).toList());
    }
}
