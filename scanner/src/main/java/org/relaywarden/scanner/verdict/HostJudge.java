// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import java.util.List;
import java.util.Optional;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestPath;

/**
 * Judges a host by all the paths to it: one that is open makes the host open, and CLOSED is CLOSED on every path that
 * answers. Pure.
 */
public final class HostJudge {

    /** What was seen by one path. */
    public record PathSeen(TestPath path, Observed observed) {}

    /** The weightiest first; UNREACHABLE and MASKED of a path beside the main one say nothing of the host. */
    private static final List<VerdictKind> WEIGHTS = List.of(
            VerdictKind.OPEN,
            VerdictKind.OPEN_INTERNAL,
            VerdictKind.BACKSCATTER,
            VerdictKind.SUSPECT);

    private HostJudge() {}

    /**
     * The verdict of a run.
     *
     * @param paths that of the books first; at least that one
     */
    public static Verdict of(List<PathSeen> paths) {
        PathSeen main = paths.getFirst();
        Verdict first = Judge.of(main.observed());
        List<PathSeen> others = others(paths);
        for (VerdictKind kind : WEIGHTS) {
            if (first.kind() == kind) {
                return first;
            }
            Optional<Verdict> found = others.stream()
                    .map(HostJudge::told)
                    .filter(verdict -> verdict.kind() == kind)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return settled(first, main, others);
    }

    /** No path took anything: what keeps one from CLOSED keeps the host from it. */
    private static Verdict settled(Verdict first, PathSeen main, List<PathSeen> others) {
        boolean decidedInside = wantsTls(main) && others.stream().anyMatch(path -> isInsideOf(main, path));
        if (first.kind() != VerdictKind.CLOSED && !decidedInside) {
            return first;
        }
        for (PathSeen path : others) {
            if (wantsTls(path) && others.stream().anyMatch(inside -> isInsideOf(path, inside))) {
                continue;
            }
            Verdict other = Judge.of(path.observed());
            if (other.kind() != VerdictKind.CLOSED) {
                return told(path);
            }
        }
        return decidedInside
                ? new Verdict.Closed("Wants encryption first, and refused to relay inside it.")
                : first;
    }

    /** Whether all that answered was answered: only then can CLOSED lift. */
    public static boolean isComplete(List<PathSeen> paths) {
        return paths.getFirst().observed().isComplete()
                && others(paths).stream().allMatch(path -> path.observed().isComplete());
    }

    /** A path by which nobody gets in is none. */
    private static List<PathSeen> others(List<PathSeen> paths) {
        return paths.stream()
                .skip(1)
                .filter(path -> path.observed().reach() == Observed.Reach.CONNECTED || hasReturn(path))
                .toList();
    }

    private static boolean hasReturn(PathSeen path) {
        return !path.observed().tests(outcome -> outcome == Outcome.RETURNED).isEmpty();
    }

    private static boolean wantsTls(PathSeen path) {
        return path.path().security() == Security.PLAIN
                && path.observed().of(Battery.POSTMASTER) == Outcome.TLS_REQUIRED;
    }

    private static boolean isInsideOf(PathSeen plain, PathSeen other) {
        return other.path().equals(plain.path().afterStartTls());
    }

    /** The verdict of a path, in words that name it. */
    private static Verdict told(PathSeen path) {
        Verdict verdict = Judge.of(path.observed());
        String reason = "On " + path.path() + ": " + verdict.reason();
        return switch (verdict) {
            case Verdict.Open open -> new Verdict.Open(open.returned(), reason);
            case Verdict.OpenInternal open -> new Verdict.OpenInternal(open.returned(), reason);
            case Verdict.Backscatter back -> new Verdict.Backscatter(back.bounced(), reason);
            case Verdict.Suspect suspect -> new Verdict.Suspect(suspect.accepted(), reason);
            case Verdict.Closed _ -> new Verdict.Closed(reason);
            case Verdict.Masked _ -> new Verdict.Masked(reason);
            case Verdict.Inconclusive _ -> new Verdict.Inconclusive(reason);
            case Verdict.Unreachable _ -> new Verdict.Unreachable(reason);
            case Verdict.Testblocker _ -> new Verdict.Testblocker(reason);
            case Verdict.Honeypot _ -> new Verdict.Honeypot(reason);
        };
    }
}
