// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.settings.Surroundings;
import org.relaywarden.bsmtp.signon.Recorded;
import org.relaywarden.scanner.probe.ProbeTimeouts;
import org.relaywarden.scanner.sweep.Waiting;

/** Sign-ons in the whole program. */
@Timeout(120)
final class SignOnWatchTest {

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private Program open() throws StartFault {
        Instruments turned = new Instruments(
                () -> now, Waiting.inRealTime(), ProbeTimeouts.firstTry(), ProbeTimeouts.retry());
        return Program.open(settings(), turned);
    }

    private Settings settings() {
        String yaml = "{data: {folder: %s}, intake: {listen: '127.0.0.1:0'}, sign-on: {quiet: 10m, history-kept: 30d}}"
                .formatted(folder);
        Surroundings nobody = new Surroundings(Map.of(), folder, folder, folder.resolve("etc.yaml"));
        return assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", nobody)).settings();
    }

    @Test
    void signOnsAreJudgedBySettingsAndForgottenByAge() throws Exception {
        String books = "login,product,line,addresses,domains\nann,advanced-mail,adsl,127.0.0.1:2599,ann.isp.example\n";
        try (Program program = open()) {
            program.customers().importCsv(new ByteArrayInputStream(books.getBytes(StandardCharsets.UTF_8)), false);
            program.receiveMail();
            assertEquals(new Recorded.Delivers("ann"), program.signOns().byHand("ann", "desk-1"), "B5");
            now = now.plus(Duration.ofMinutes(10));
            assertEquals("TooSoon", program.signOns().byHand("ann", "desk-1").getClass().getSimpleName(), "B6");

            now = now.plus(Duration.ofDays(30)).minusSeconds(1);
            program.tasks().turn(SignOnWatch.PURGE_TASK);
            assertEquals(1, program.signOns().history("ann", 9).size(), "the older one is 30 days old");
            now = now.plusSeconds(2);
            program.tasks().turn(SignOnWatch.PURGE_TASK);
            assertEquals(0, program.signOns().history("ann", 9).size(), "and now the other one too");
        }
    }
}
