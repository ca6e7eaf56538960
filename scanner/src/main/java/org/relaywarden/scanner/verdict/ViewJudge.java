// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import java.util.List;
import java.util.Optional;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.verdict.HostJudge.PathSeen;

/**
 * Judges a host as it is seen from one standpoint, by all the paths to it: one that is open makes the host open, and
 * CLOSED is CLOSED on every path that answers. Pure.
 */
final class ViewJudge {

    /** The weightiest first; UNREACHABLE and MASKED of a path beside the main one say nothing of the host. */
    static final List<VerdictKind> WEIGHTS = List.of(
            VerdictKind.OPEN,
            VerdictKind.OPEN_INTERNAL,
            VerdictKind.BACKSCATTER,
            VerdictKind.SUSPECT);

    private ViewJudge() {}

    /**
     * The verdict from there.
     *
     * @param paths that of the books first; at least that one
     */
    static Verdict of(List<PathSeen> paths) {
        PathSeen main = paths.getFirst();
        Verdict first = Judge.of(main.observed());
        List<PathSeen> others = others(paths);
        for (VerdictKind kind : WEIGHTS) {
            if (first.kind() == kind) {
                return first;
            }
            Optional<Verdict> found = others.stream()
                    .map(ViewJudge::told)
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
            // A certificate is shown beyond what everybody can do: what it opens counts, what it does not says nothing.
            if (path.path().security() == Security.CLIENT_CERTIFICATE) {
                continue;
            }
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
    static boolean isComplete(List<PathSeen> paths) {
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
        return path.path().security() == Security.PLAIN && path.observed().wantsTls();
    }

    private static boolean isInsideOf(PathSeen plain, PathSeen other) {
        return other.path().equals(plain.path().afterStartTls());
    }

    /** The verdict of a path, in words that name it. */
    private static Verdict told(PathSeen path) {
        Verdict verdict = Judge.of(path.observed());
        return verdict.because("On " + path.path() + ": " + verdict.reason());
    }
}
