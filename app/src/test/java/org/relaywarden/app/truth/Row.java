// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.app.truth.setups.SetUp;

/**
 * One host: what it was set up for, what is true of it, and what was said of it.
 *
 * @param setUp what it was set up for
 * @param program its name and version
 * @param seen the truth
 * @param fromInside what it relays for whoever comes from the provider's ranges; where our verdict rests on that alone
 * @param ours our finding
 * @param nmap what the words of nmap's script come to
 */
record Row(
        SetUp setUp,
        String program,
        Stranger.Seen seen,
        Optional<Stranger.Seen> fromInside,
        Finding ours,
        Nmap.Verdict nmap) {

    /**
     * What the program said.
     *
     * @param from where that was seen on which the verdict rests
     */
    record Finding(
            String verdict, String from, List<String> accepted, List<String> returned, String reason) {}

    boolean isRelay() {
        return !seen.relayed().isEmpty();
    }

    /** What is not as it was set up for: then the lab is wrong, and nobody's verdict. */
    List<String> misfits() {
        List<String> misfits = new ArrayList<>();
        switch (setUp.expected()) {
            case SetUp.Expected.Open open -> addMisfits(misfits, seen, open.forms());
            case SetUp.Expected.OpenInside open -> {
                addMisfits(misfits, seen, Set.of());
                addMisfits(misfits, fromInside.orElseThrow(), open.forms());
            }
            case SetUp.Expected.NotOpen _ -> {
                addMisfits(misfits, seen, Set.of());
                fromInside.ifPresent(inside -> addMisfits(misfits, inside, Set.of()));
            }
        }
        return misfits;
    }

    private void addMisfits(List<String> misfits, Stranger.Seen handedOver, Set<String> expected) {
        if (!Set.copyOf(handedOver.relayed()).equals(expected)) {
            misfits.add(setUp + ": relays " + handedOver.relayed() + ", was to relay " + expected);
        }
        if (!handedOver.settled()) {
            misfits.add(setUp + ": still has mail for the witness in its queue");
        }
    }

    /** Our mistakes. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (!ours.from.equals(setUp.expected().from())) {
            mistakes.add("is to be seen from " + setUp.expected().from());
        }
        switch (setUp.expected()) {
            case SetUp.Expected.Open open -> {
                if (!ours.verdict.equals("OPEN") || !ours.returned.contains(open.by())) {
                    mistakes.add("is to be proved OPEN by " + open.by());
                }
                if (!seen.relayed().containsAll(forms(ours.returned))) {
                    mistakes.add("came back though it is not relayed");
                }
                if (!seen.taken().containsAll(forms(ours.accepted))) {
                    mistakes.add("says it was taken, which a stranger was refused");
                }
            }
            case SetUp.Expected.OpenInside open -> {
                if (!ours.verdict.equals("OPEN_INTERNAL") || !ours.returned.contains(open.by())) {
                    mistakes.add("is to be proved OPEN_INTERNAL by " + open.by());
                }
            }
            case SetUp.Expected.NotOpen closed -> {
                if (!ours.verdict.equals(closed.verdict())) {
                    mistakes.add("is to be " + closed.verdict());
                }
            }
        }
        return mistakes.stream().map(mistake -> setUp + ": " + mistake + ", got " + ours).toList();
    }

    /** The forms that got through, for a stranger unless it says otherwise. */
    String relayedInWords() {
        String words = isRelay() ? String.join(" ", seen.relayed()) : "nothing";
        return fromInside
                .filter(inside -> !inside.relayed().isEmpty())
                .map(inside -> words + "; from inside " + String.join(" ", inside.relayed()))
                .orElse(words);
    }

    String oursInWords() {
        return mistakes().isEmpty() ? "right" : "WRONG";
    }

    String nmapInWords() {
        return switch (nmap) {
            case OPEN -> isRelay() ? "right" : "WRONG";
            case CLOSED -> isRelay() ? "WRONG" : "right";
            case NONE, NO_WAY_IN -> "undecided";
        };
    }

    /** R1s repeats R1 with another sender. */
    private static List<String> forms(List<String> ids) {
        return ids.stream().map(id -> id.replaceFirst("s$", "")).toList();
    }
}
