// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A grace, then time earned by bytes, and an end to it all. */
class PaceTest {

    @ParameterizedTest(name = "{0} bytes earn {1} s: {2}")
    @CsvSource({
        "0, 0, nothing came", "500, 1, a second's worth", "50_000, 100, a hundred seconds' worth",
        "50_000_000, 600, never beyond the whole"
    })
    void timeIsEarned(String bytes, long seconds, String why) {
        Pace pace = new Pace(Duration.ofSeconds(300), 500, Duration.ofSeconds(900));
        long begun = pace.deadlineNanos();

        pace.came(Integer.parseInt(bytes.replace("_", "")));

        assertEquals(Duration.ofSeconds(seconds), Duration.ofNanos(pace.deadlineNanos() - begun), why);
    }
}
