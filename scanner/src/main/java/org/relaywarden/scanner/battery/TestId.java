// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stable id of a relay test: K0, S1, H1b, R16c, R1s. Immutable; kept in evidence, so an id never changes its
 * meaning.
 *
 * @param value a letter K (control), S (sender form), H (greeting), R (recipient form) or X (way of handing over), a
 *     number, a letter a to d where one number has several forms, and an s where a recipient form is asked with a
 *     sender of the host's own
 */
public record TestId(String value) implements Comparable<TestId> {

    /** What an id looks like; in lower case it stands in a token. */
    public static final String FORM = "[KSHRX][0-9]{1,2}[a-d]?s?";

    private static final Pattern PARTS = Pattern.compile("([KSHRX])([0-9]{1,2})([a-d]?s?)");

    private static final Comparator<TestId> ORDER = Comparator.<TestId, String>comparing(id -> id.part(1))
            .thenComparingInt(id -> Integer.parseInt(id.part(2)))
            .thenComparing(id -> id.part(3));

    public TestId {
        if (!PARTS.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a test id is K, S, H, R or X, a number, a to d, and s: R16c; got " + value);
        }
    }

    /** A control tests the test: whether refusals can be believed. */
    public boolean isControl() {
        return value.charAt(0) == 'K';
    }

    @Override
    public int compareTo(TestId other) {
        return ORDER.compare(this, other);
    }

    private String part(int group) {
        Matcher matcher = PARTS.matcher(value);
        return matcher.matches() ? matcher.group(group) : "";
    }

    @Override
    public String toString() {
        return value;
    }
}
