// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.relaywarden.app.truth.setups.SetUp;

/**
 * One host: what it was set up for, what is true of it, and what was said of it.
 *
 * @param setUp what it was set up for
 * @param program its name and version
 * @param seen the truth
 * @param ours our finding
 * @param nmap what the words of nmap's script come to
 */
record Row(SetUp setUp, String program, Stranger.Seen seen, Finding ours, Nmap.Verdict nmap) {

    /** What the program said. */
    record Finding(String verdict, List<String> accepted, List<String> returned, String reason) {}

    boolean isRelay() {
        return !seen.relayed().isEmpty();
    }

    /** What is not as it was set up for: then the lab is wrong, and nobody's verdict. */
    List<String> misfits() {
        Set<String> expected =
                switch (setUp.expected()) {
                    case SetUp.Expected.Open open -> open.forms();
                    case SetUp.Expected.NotOpen _ -> Set.of();
                };
        List<String> misfits = new ArrayList<>();
        if (!Set.copyOf(seen.relayed()).equals(expected)) {
            misfits.add(setUp + ": relays " + seen.relayed() + ", was to relay " + expected);
        }
        if (!seen.settled()) {
            misfits.add(setUp + ": still has mail for the witness in its queue");
        }
        return misfits;
    }

    /** Our mistakes. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
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
            case SetUp.Expected.NotOpen closed -> {
                if (!ours.verdict.equals(closed.verdict())) {
                    mistakes.add("is to be " + closed.verdict());
                }
            }
        }
        return mistakes.stream().map(mistake -> setUp + ": " + mistake + ", got " + ours).toList();
    }

    String oursInWords() {
        return mistakes().isEmpty() ? "right" : "WRONG";
    }

    String nmapInWords() {
        return switch (nmap) {
            case OPEN -> isRelay() ? "right" : "WRONG";
            case CLOSED -> isRelay() ? "WRONG" : "right";
            case NONE -> "undecided";
        };
    }

    /** R1s repeats R1 with another sender. */
    private static List<String> forms(List<String> ids) {
        return ids.stream().map(id -> id.replaceFirst("s$", "")).toList();
    }
}
