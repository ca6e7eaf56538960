// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.util.Collection;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The comment of an element: whose it is, for who looks at the router, and for us when nobody wants it any more. */
final class OwnerMark {

    /** What the kernel keeps of a comment, less the rest of the mark. */
    private static final int NUMBERS_MAX = 4;

    private static final Pattern MARK = Pattern.compile("relaywarden case ([0-9]{1,18})\\b.*");

    private OwnerMark() {}

    /** {@code relaywarden case 12}, or several: two blocks of one customer may want the same element. */
    static String of(Collection<Long> caseNumbers) {
        String numbers = caseNumbers.stream()
                .sorted()
                .limit(NUMBERS_MAX)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        int more = caseNumbers.size() - NUMBERS_MAX;
        return "relaywarden case " + numbers + (more > 0 ? " and " + more + " more" : "");
    }

    /** The first case that a mark names; empty when it is no mark of ours. */
    static OptionalLong firstCase(String comment) {
        Matcher mark = MARK.matcher(comment);
        return mark.matches() ? OptionalLong.of(Long.parseLong(mark.group(1))) : OptionalLong.empty();
    }
}
