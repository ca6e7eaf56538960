// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

import java.time.Duration;
import java.time.Instant;

/** How old something is, as a person says it: the two largest units. */
public final class Age {

    private Age() {}

    /** As of now, e.g. {@code 2h5m}. */
    public static String of(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        if (age.toDays() > 0) {
            return age.toDays() + "d" + age.toHoursPart() + "h";
        }
        return age.toHours() > 0
                ? age.toHours() + "h" + age.toMinutesPart() + "m"
                : age.toMinutesPart() + "m" + age.toSecondsPart() + "s";
    }
}
