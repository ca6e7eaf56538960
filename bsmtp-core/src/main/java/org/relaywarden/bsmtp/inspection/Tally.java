// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.inspection;

import java.util.EnumMap;
import java.util.Map;

/**
 * How an inspection ended. Immutable.
 *
 * @param whole messages that are as they were committed
 * @param found how many files of each finding; those of which there is none are not there
 */
public record Tally(int mailboxes, long whole, Map<Finding, Long> found) {

    public Tally {
        found = Map.copyOf(found);
    }

    /** How many files have this finding. */
    public long of(Finding finding) {
        return found.getOrDefault(finding, 0L);
    }

    /** Whether nothing is lost or mistaken. */
    public boolean isWell() {
        return found.keySet().stream().noneMatch(Finding::isWrong);
    }

    /** Counts while the inspection goes on; used by its thread. */
    static final class Count {
        private final Map<Finding, Long> found = new EnumMap<>(Finding.class);
        private long whole;

        void whole() {
            whole++;
        }

        void add(Finding finding) {
            found.merge(finding, 1L, Long::sum);
        }

        Tally of(int mailboxes) {
            return new Tally(mailboxes, whole, found);
        }
    }
}
