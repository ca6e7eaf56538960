// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.probe.ProbeTimeouts;
import org.relaywarden.testbed.TurnableClock;

/** S2, D1: one scan a night, however often the clock asks for it; the page is there each time. */
@Timeout(120)
final class NightTest {

    @TempDir
    Path folder;

    private Settings settings() {
        String yaml = """
                data: {folder: %s}
                intake: {listen: '127.0.0.1:0'}
                scan: {at: '03:30', zone: Europe/Amsterdam, pace: {connection-spacing: 0s, deferred-retries: []}}
                """.formatted(folder);
        Surroundings nobody = new Surroundings(Map.of(), folder, folder, folder.resolve("etc.yaml"));
        return assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", nobody)).settings();
    }

    @Test
    void aNightThatTheClockRunsAgainAfterACrashIsNotScannedTwice() throws Exception {
        // 03:31 in Amsterdam, where it is summer. The clock goes on by itself: a night has a length.
        Instant began = Instant.now();
        TurnableClock hands = new TurnableClock(Instant.parse("2026-07-01T01:31:00Z"));
        InstantSource clock = () -> hands.instant().plus(Duration.between(began, Instant.now()));
        Duration aSecond = Duration.ofSeconds(1);
        Instruments instruments = new Instruments(
                clock, Waiting.inRealTime(), ProbeTimeouts.each(aSecond), ProbeTimeouts.each(aSecond));
        String books = """
                login,product,line,addresses
                ann,advanced-mail,adsl,127.0.9.7:9
                """;
        try (Program program = Program.open(settings(), instruments)) {
            program.customers().importCsv(new ByteArrayInputStream(books.getBytes(StandardCharsets.UTF_8)), false);
            program.receiveMail();

            program.tasks().turn(Program.NIGHTLY_SCAN);
            assertEquals(1, findings(program));
            Path page = folder.resolve("reports/2026-07-01/index.html");
            Files.delete(page);

            hands.advance(Duration.ofMinutes(20));
            program.tasks().turn(Program.NIGHTLY_SCAN);
            assertEquals(1, findings(program), "the host was judged in this night");
            assertTrue(Files.exists(page), "of the night, whatever the crash left undone");

            program.tasks().turn(Program.NIGHT_GOES_ON);
            assertEquals(1, findings(program), "nothing was cut off");

            hands.advance(Duration.ofHours(24).minusMinutes(23));
            program.tasks().turn(Program.NIGHT_GOES_ON);
            assertEquals(1, findings(program), "03:28: the next night has not come");

            hands.advance(Duration.ofMinutes(3));
            program.tasks().turn(Program.NIGHTLY_SCAN);
            assertEquals(2, findings(program));
        }
    }

    private static int findings(Program program) {
        return program.sweep().findings().after(0, 100).size();
    }
}
