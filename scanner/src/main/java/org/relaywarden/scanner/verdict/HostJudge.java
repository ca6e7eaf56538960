// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import java.util.List;
import java.util.Optional;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.verdict.Observed.Standpoint;

/**
 * Judges a host by all that a run saw of it, from wherever it looked (S6): each standpoint has its say, and the host gets
 * one verdict. Pure.
 */
public final class HostJudge {

    /** What was seen by one path, from one standpoint. */
    public record PathSeen(TestPath path, Observed observed) {}

    private final List<PathSeen> main;
    private final List<PathSeen> second;
    private final List<PathSeen> inside;
    private final Verdict first;

    private HostJudge(List<PathSeen> paths) {
        Standpoint standpoint = paths.getFirst().observed().standpoint();
        main = from(standpoint, paths);
        second = from(Standpoint.SECOND_OUTSIDE, paths);
        inside = standpoint == Standpoint.OUTSIDE ? from(Standpoint.INSIDE, paths) : List.of();
        first = ViewJudge.of(main);
    }

    private static List<PathSeen> from(Standpoint standpoint, List<PathSeen> paths) {
        return paths.stream()
                .filter(path -> path.observed().standpoint() == standpoint)
                .toList();
    }

    /**
     * The verdict of a run.
     *
     * @param paths that of the books first; at least that one
     */
    public static Verdict of(List<PathSeen> paths) {
        return new HostJudge(paths).verdict().verdict();
    }

    /** From where that was seen on which the verdict of a run rests (S6). */
    public static Standpoint from(List<PathSeen> paths) {
        return new HostJudge(paths).verdict().from();
    }

    /** A verdict, and from where that was seen on which it rests. */
    private record Decided(Verdict verdict, Standpoint from) {}

    /** Whether all that answered was answered, as far as the verdict rests on it: only then can CLOSED lift. */
    public static boolean isComplete(List<PathSeen> paths) {
        HostJudge judge = new HostJudge(paths);
        return ViewJudge.isComplete(judge.isShielded() ? judge.inside : judge.main);
    }

    /** What is proven goes first, from wherever it was seen; then what was taken; then what nobody took. */
    private Decided verdict() {
        Optional<Verdict> bySecond = view(second);
        Optional<Verdict> byInside = view(inside);
        for (VerdictKind kind : ViewJudge.WEIGHTS) {
            if (first.kind() == kind) {
                return byMain();
            }
            Optional<Verdict> proof = bySecond.filter(seen -> seen.kind() == kind && kind == VerdictKind.OPEN);
            if (proof.isPresent()) {
                return new Decided(proof.get(), Standpoint.SECOND_OUTSIDE);
            }
            Optional<Verdict> within = byInside.filter(seen -> seen.kind() == kind);
            if (within.isPresent()) {
                return new Decided(beside(within.get()), Standpoint.INSIDE);
            }
        }
        if (isTestblocker()) {
            return new Decided(testblocker(), Standpoint.SECOND_OUTSIDE);
        }
        if (isShielded()) {
            return new Decided(shielded(byInside.orElseThrow()), Standpoint.INSIDE);
        }
        return first.kind() == VerdictKind.UNREACHABLE ? unreachable(byInside) : byMain();
    }

    private Decided byMain() {
        return new Decided(first, main.getFirst().observed().standpoint());
    }

    private static Optional<Verdict> view(List<PathSeen> paths) {
        return paths.isEmpty() ? Optional.empty() : Optional.of(ViewJudge.of(paths));
    }

    /** What was seen from inside, and that the world saw something else. */
    private Verdict beside(Verdict within) {
        String said = within.reason();
        String start = within.kind() == VerdictKind.OPEN_INTERNAL ? said : "From inside: " + said;
        String outside =
                switch (first.kind()) {
                    case CLOSED -> "; from outside it refused to relay.";
                    case UNREACHABLE -> "; from outside nothing answered.";
                    case MASKED -> "; from outside it refused us.";
                    case OPEN,
                            OPEN_INTERNAL,
                            BACKSCATTER,
                            SUSPECT,
                            INCONCLUSIVE,
                            TESTBLOCKER,
                            HONEYPOT -> "; from outside nothing was settled.";
                };
        return within.because(start.substring(0, start.length() - 1) + outside);
    }

    /** It turns our known address away and lets another one in: its refusals are meant for the tester. */
    private boolean isTestblocker() {
        return !second.isEmpty()
                && main.getFirst().observed().refusesTester()
                && (first.kind() == VerdictKind.MASKED || first.kind() == VerdictKind.UNREACHABLE)
                && second.getFirst().observed().of(Battery.POSTMASTER).isAccepted();
    }

    private Verdict testblocker() {
        String turnedAway = first.kind() == VerdictKind.UNREACHABLE ? "Gives no answer to" : "Refuses";
        String taken = second.getFirst().observed().hasTaken() ? ", and took a test mail from there" : "";
        return new Verdict.Testblocker(turnedAway + " our first outside address, and takes mail to its own postmaster"
                + " from our second" + taken + ".");
    }

    /**
     * Shut for the world, and closed for those whom its own firewall lets in (B14, decision 13). That refusals are
     * meant for the whole world, and not for the tester, takes a second address outside to see; silence is a
     * firewall's way.
     */
    private boolean isShielded() {
        Observed outside = main.getFirst().observed();
        boolean shutForAll = second.isEmpty()
                ? outside.reach() == Observed.Reach.NO_CONNECTION
                : second.getFirst().observed().isShut();
        return outside.isShut()
                && shutForAll
                && main.stream().skip(1).allMatch(HostJudge::isNoWayIn)
                && view(inside).filter(seen -> seen.kind() == VerdictKind.CLOSED).isPresent();
    }

    private static boolean isNoWayIn(PathSeen path) {
        return path.observed().isShut() || Judge.of(path.observed()).kind() == VerdictKind.CLOSED;
    }

    private Verdict shielded(Verdict within) {
        String shut = first.kind() == VerdictKind.UNREACHABLE
                ? "nothing answers from outside"
                : "it refuses each address outside";
        return new Verdict.Closed("Shielded by its own firewall: " + shut + ". From inside: " + within.reason());
    }

    private Decided unreachable(Optional<Verdict> byInside) {
        if (byInside.isEmpty()) {
            return byMain();
        }
        Verdict within = byInside.get();
        return switch (within.kind()) {
            case UNREACHABLE ->
                new Decided(within.because(first.reason() + " Nor did anything from inside."), Standpoint.OUTSIDE);
            case MASKED, INCONCLUSIVE ->
                new Decided(within.because("From inside: " + within.reason()), Standpoint.INSIDE);
            case OPEN, OPEN_INTERNAL, BACKSCATTER, SUSPECT, CLOSED, TESTBLOCKER, HONEYPOT -> byMain();
        };
    }
}
