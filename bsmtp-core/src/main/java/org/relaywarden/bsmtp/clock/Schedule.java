// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/** When a task runs by itself. Immutable. */
public sealed interface Schedule {

    /** Again and again; the first time one interval after the start. At least a second. */
    record Every(Duration interval) implements Schedule {
        public Every {
            if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("a task runs at most once a second, got " + interval);
            }
        }
    }

    /**
     * Once a day, at the wall clock of a zone. In the hour that the zone leaves out in spring there is no run on that
     * day; in the hour that comes twice in autumn there is one. To the second.
     */
    record Daily(LocalTime at, ZoneId zone) implements Schedule {}

    /** Only when woken. */
    record OnlyWhenWoken() implements Schedule {}
}
