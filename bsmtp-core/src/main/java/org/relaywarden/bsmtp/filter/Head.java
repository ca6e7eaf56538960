// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header of a message with what filters did to it. Immutable.
 *
 * <p>What a filter adds goes on top, never between or below what was received, so that all that was signed lies as it
 * came. Only a field that a filter changes or takes away by name (an {@code Authentication-Results} in our name,
 * RFC 8601 section 5) is another afterwards.
 *
 * @param above fields above our trace line
 * @param below fields between our trace line and what was received
 * @param received the message's own fields
 * @param isAltered whether those are no longer as they came
 */
public record Head(List<HeaderField> above, List<HeaderField> below, List<HeaderField> received, boolean isAltered) {

    public Head {
        above = List.copyOf(above);
        below = List.copyOf(below);
        received = List.copyOf(received);
    }

    /** A header as it came. */
    public static Head of(List<HeaderField> received) {
        return new Head(List.of(), List.of(), received, false);
    }

    /** What the next filter sees, from the top; our own trace line is not among it. */
    public List<HeaderField> fields() {
        List<HeaderField> all = new ArrayList<>(above);
        all.addAll(below);
        all.addAll(received);
        return all;
    }

    /**
     * With a field inserted.
     *
     * @param index 0 is above our trace line; all else is just below it, for nothing comes between received fields
     */
    public Head inserted(int index, HeaderField field) {
        return index <= 0
                ? new Head(with(above, 0, field), below, received, isAltered)
                : new Head(above, with(below, 0, field), received, isAltered);
    }

    /**
     * With a field added. By the book it goes to the end of the header; here it goes below our trace line and what was
     * added before it, so that the received bytes stay in one piece.
     */
    public Head added(HeaderField field) {
        return new Head(above, with(below, below.size(), field), received, isAltered);
    }

    /**
     * With one field changed or taken away; one that is not there is added.
     *
     * @param occurrence which of the fields of this name, from 1, as in {@link #fields}
     * @param change empty takes it away
     */
    public Head changed(String name, int occurrence, Optional<HeaderField> change) {
        int left = Math.max(1, occurrence);
        int at = 0;
        for (HeaderField field : fields()) {
            if (field.name().equalsIgnoreCase(name) && --left == 0) {
                return changedAt(at, change);
            }
            at++;
        }
        return change.map(this::added).orElse(this);
    }

    private Head changedAt(int at, Optional<HeaderField> change) {
        if (at < above.size()) {
            return new Head(replaced(above, at, change), below, received, isAltered);
        }
        int next = at - above.size();
        return next < below.size()
                ? new Head(above, replaced(below, next, change), received, isAltered)
                : new Head(above, below, replaced(received, next - below.size(), change), true);
    }

    private static List<HeaderField> with(List<HeaderField> fields, int at, HeaderField field) {
        List<HeaderField> more = new ArrayList<>(fields);
        more.add(at, field);
        return more;
    }

    private static List<HeaderField> replaced(List<HeaderField> fields, int at, Optional<HeaderField> change) {
        List<HeaderField> others = new ArrayList<>(fields);
        if (change.isPresent()) {
            others.set(at, change.get());
        } else {
            others.remove(at);
        }
        return others;
    }
}
