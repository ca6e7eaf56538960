// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.util.regex.Pattern;

/**
 * The stable id of a relay test: K0, S1, H1, R10. Immutable; kept in evidence, so an id never changes its meaning.
 *
 * @param value a letter K (control), S (sender form), H (greeting) or R (recipient form), and a number
 */
public record TestId(String value) implements Comparable<TestId> {

    private static final Pattern FORM = Pattern.compile("[KSHR][0-9]{1,2}");

    public TestId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a test id is K, S, H or R and a number, got " + value);
        }
    }

    /** A control tests the test: whether refusals can be believed. */
    public boolean isControl() {
        return value.charAt(0) == 'K';
    }

    @Override
    public int compareTo(TestId other) {
        int byLetter = Character.compare(value.charAt(0), other.value.charAt(0));
        return byLetter != 0 ? byLetter : Integer.compare(number(), other.number());
    }

    private int number() {
        return Integer.parseInt(value.substring(1));
    }

    @Override
    public String toString() {
        return value;
    }
}
