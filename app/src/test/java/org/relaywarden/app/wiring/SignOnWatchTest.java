// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
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

    private static final String BOOKS =
            "login,product,line,addresses,domains\nann,advanced-mail,adsl,127.0.0.1:2599,ann.isp.example\n";

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private Program open() throws StartFault, IOException {
        Instruments turned = new Instruments(
                () -> now, Waiting.inRealTime(), ProbeTimeouts.firstTry(), ProbeTimeouts.retry());
        return Program.open(settings(), turned);
    }

    private Settings settings() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "of-nas-1\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        String yaml = """
                data: {folder: %s}
                intake: {listen: '127.0.0.1:0'}
                sign-on: {quiet: 10m, history-kept: 30d}
                radius: {listen: '127.0.0.1:0', clients: ['127.0.0.0/30 %s']}
                """.formatted(folder, secret);
        Surroundings nobody = new Surroundings(Map.of(), folder, folder, folder.resolve("etc.yaml"));
        return assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", nobody)).settings();
    }

    @Test
    void signOnsAreJudgedBySettingsAndForgottenByAge() throws Exception {
        try (Program program = open()) {
            program.customers().importCsv(new ByteArrayInputStream(BOOKS.getBytes(StandardCharsets.UTF_8)), false);
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

    @Test
    void accessServersAreHeardWhereTheSettingsSay() throws Exception {
        try (Program program = open();
                DatagramSocket nas = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            program.customers().importCsv(new ByteArrayInputStream(BOOKS.getBytes(StandardCharsets.UTF_8)), false);
            program.receiveMail();
            byte[] start = HexFormat.of().parseHex("04010037" + "00".repeat(16)
                    + "280600000001" + "0111616e6e406973702e6578616d706c65" + "2c0431" + "31" + "20076e61732d31");
            start[3] = (byte) start.length;
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(start);
            System.arraycopy(digest.digest("of-nas-1".getBytes(StandardCharsets.US_ASCII)), 0, start, 4, 16);
            nas.connect(InetAddress.ofLiteral("127.0.0.1"), program.signOnWatch().port());
            nas.setSoTimeout(30_000);
            nas.send(new DatagramPacket(start, start.length));
            DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
            nas.receive(answer);
            assertEquals(5, answer.getData()[0], "Accounting-Response");
            assertEquals("11", program.signOns().open("ann").getFirst().session());
        }
    }
}
