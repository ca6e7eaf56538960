// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.csv;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which known word was meant by an unknown one. */
final class NearestWord {

    /** More than a third of the word mistyped is no typing slip any more. */
    private static final int LETTERS_FOR_ONE_SLIP = 3;

    private NearestWord() {}

    static Optional<String> to(String typed, Collection<String> known) {
        int slipsMax = Math.max(1, typed.length() / LETTERS_FOR_ONE_SLIP);
        return known.stream()
                .filter(word -> Math.abs(word.length() - typed.length()) <= slipsMax && slips(typed, word) <= slipsMax)
                .min(Comparator.comparingInt(word -> slips(typed, word)));
    }

    /** Letters to add, drop or change (Levenshtein's distance), row by row. */
    private static int slips(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int change = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                current[column] = Math.min(
                        Math.min(current[column - 1], previous[column]) + 1, previous[column - 1] + change);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
