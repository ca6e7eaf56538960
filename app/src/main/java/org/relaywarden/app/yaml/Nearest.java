// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a mistyped word was meant to be. */
final class Nearest {

    /** Longer words are nobody's slip of the pen, and the work grows with the square. */
    private static final int LENGTH_MAX = 100;

    private Nearest() {}

    /** The nearest of the known words; empty when none is near: within a third of its letters, two at least. */
    static Optional<String> to(String typed, Collection<String> known) {
        if (typed.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        return known.stream()
                .filter(word -> distance(typed, word) <= Math.max(2, word.length() / 3))
                .min(Comparator.<String>comparingInt(word -> distance(typed, word)).thenComparing(word -> word));
    }

    /** Letters to add, drop, replace or swap with their neighbour (optimal string alignment). */
    static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                cost[i][j] = Math.min(
                        cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
