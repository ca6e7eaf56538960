// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.wiring.Instruments;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.signon.Accounting;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sign-on} on the real program (B5, B6, B16). */
@Timeout(180)
final class SignOnCommandsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRET = "of-nas-1";
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @TempDir
    Path folder;

    private DatagramSocket nas;

    @BeforeEach
    void writeSettings() throws IOException {
        nas = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("r.yaml"), """
                data: {folder: data}
                intake: {listen: '127.0.0.1:0'}
                radius: {clients: ['127.0.0.1 secret'], disconnect-port: %d}
                """.formatted(nas.getLocalPort()));
        Files.writeString(folder.resolve("c.csv"), """
                login,product,line,addresses,domains
                ann,advanced-mail,dial-up,127.0.0.1:2599,ann.isp.example
                """);
        done("customers import c.csv");
    }

    @AfterEach
    void close() {
        nas.close();
    }

    private Typed typed(String... words) {
        return Typed.in(folder).with("r.yaml", words);
    }

    private String done(String line) {
        Typed typed = typed(line.split(" "));
        assertEquals(0, typed.code(), () -> line + "\n" + typed);
        return typed.out();
    }

    private List<JsonNode> listed(String line) {
        return done(line + " --json").lines().map(JSON::readTree).toList();
    }

    /** What an access server at 127.0.0.1 reports, while the program runs. */
    private void report(String... sessions) throws Exception {
        String yaml = Files.readString(folder.resolve("r.yaml"));
        var there = new Surroundings(Map.of(), folder, folder, folder.resolve("r.yaml"));
        String absolute = yaml.replace("folder: data", "folder: " + folder.resolve("data"))
                .replace("127.0.0.1 secret", "127.0.0.1 " + folder.resolve("secret"));
        var ready = assertInstanceOf(Reading.Ready.class, SettingsFile.parse(absolute, "test", there));
        try (Program program = Program.open(ready.settings(), Instruments.real())) {
            for (String session : sessions) {
                program.signOns().record(new Accounting(Accounting.Kind.START, "ann", "nas-1", LOOPBACK, session,
                        Optional.empty(), 1, Optional.empty(), Optional.empty(), "0205550\033[2J", Instant.now()));
            }
        }
    }

    @Test
    void byHandItIsRecordedWithWhoDidItAndUnderTheSameRule() {
        assertTrue(done("sign-on ANN --by desk-1").startsWith("ann signed on."));
        String again = done("sign-on ann --by desk-2");
        assertTrue(again.contains("0 minutes after the sign-on before"), again);

        List<JsonNode> history = listed("sign-on list ann");
        assertEquals(2, history.size());
        assertEquals("desk-2 false", history.get(0).get("enteredBy").asString() + " " + history.get(0).get("delivery"));
        assertEquals("desk-1 true", history.get(1).get("enteredBy").asString() + " " + history.get(1).get("delivery"));
    }

    @Test
    void wrongUseIsToldAndNothingIsRecorded() {
        assertEquals(2, typed("sign-on").code());
        assertEquals(2, typed("sign-on", "ann").code(), "nobody says so");
        assertEquals(2, typed("sign-on", "clear", "ann", "--by", "x").code(), "without a reason");
        assertEquals(2, typed("sign-on", "clear", "ann", "--by", "x", "--why", "a\nb").code());
        assertEquals(1, typed("sign-on", "eve", "--by", "x").code());
        assertEquals(1, typed("sign-on", "list", "eve").code());
        assertEquals(1, typed("sign-on", "clear", "eve", "--by", "x", "--why", "y").code());
        assertEquals("ann has no open session.\n", typed("sign-on", "clear", "ann", "--by", "x", "--why", "y").out());
        assertEquals(List.of(), listed("sign-on list ann"));
    }

    @Test
    void aDoubleSignOnIsShownWithBothSessionsAndCleared() throws Exception {
        report("s1", "s2");
        List<JsonNode> doubled = listed("sign-on list");
        assertEquals(List.of("s1", "s2"), doubled.stream().map(one -> one.get("session").asString()).toList());
        assertTrue(doubled.stream().allMatch(one -> one.get("double").asBoolean()));
        String table = done("sign-on list");
        assertEquals(2, table.lines().filter(line -> line.contains("on, DOUBLE")).count(), table);
        assertTrue(!table.contains("\033"), "a stranger's text does not write into the terminal");

        answer(41, 42);
        Typed cleared = typed("sign-on", "clear", "ann", "--by", "desk-1", "--why", "asked by phone");
        assertEquals(1, cleared.code(), cleared::toString);
        assertEquals("""
                nas-1 session s1: ended by its access server.
                nas-1 session s2: refused by its access server: without a reason.
                """, cleared.out());
        assertTrue(cleared.err().contains("1 of 2 sessions may still be on"), cleared::err);
        assertEquals(List.of(), listed("sign-on list"));
        JsonNode kept = listed("sign-on list ann").getFirst();
        assertEquals("CLEARED desk-1 asked by phone", String.join(" ", kept.get("ending").asString(),
                kept.get("endedBy").asString(), kept.get("endedWhy").asString()));
    }

    /** An access server that gives these answers, one after the other. */
    private void answer(int... codes) {
        Thread.ofVirtual().start(() -> {
            try {
                for (int code : codes) {
                    DatagramPacket datagram = new DatagramPacket(new byte[4_096], 4_096);
                    nas.receive(datagram);
                    byte[] response = Arrays.copyOf(datagram.getData(), 20);
                    response[0] = (byte) code;
                    response[2] = 0;
                    response[3] = 20;
                    MessageDigest digest = MessageDigest.getInstance("MD5");
                    digest.update(response);
                    byte[] seal = digest.digest(SECRET.getBytes(StandardCharsets.US_ASCII));
                    System.arraycopy(seal, 0, response, 4, 16);
                    nas.send(new DatagramPacket(response, 20, datagram.getSocketAddress()));
                }
            } catch (IOException closed) {
                // The test has ended.
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException(missing);
            }
        });
    }
}
