// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mariadb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.app.ChildJvm;
import org.relaywarden.app.Main;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.simulated.OnwardRoutes;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

/** The database dies under a running program, and comes back: a pause, not a loss. */
@Timeout(300)
class DatabaseAwayIT {

    private static final Pattern READY = Pattern.compile("ready intake=127\\.0\\.0\\.1:(\\d+) data=.*");
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    Path folder;

    private MariaDbServer database;
    private ChildJvm serve;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Requirements.needsMariaDb();
        database = MariaDbServer.start(folder);
        Settings.write(folder, database.freshDatabase());
        serve = new ChildJvm(folder, Main.class, "--config", "r.yaml", "serve");
        Matcher ready = READY.matcher(serve.line());
        assertTrue(ready.matches());
        port = Integer.parseInt(ready.group(1));
    }

    @AfterEach
    void stop() {
        if (serve != null) {
            serve.close();
        }
        if (database != null) {
            database.close();
        }
    }

    private String typed(String command) throws Exception {
        String[] words = ("--config r.yaml " + command).split(" ");
        try (ChildJvm program = new ChildJvm(folder, Main.class, words)) {
            StringBuilder said = new StringBuilder();
            for (String line : program.lines()) {
                said.append(line).append('\n');
            }
            assertEquals(0, program.exitWithin(60), program.errors());
            return said.toString();
        }
    }

    private void enter(String login, String address) throws Exception {
        Files.writeString(folder.resolve("c.csv"), "login,product,line,addresses,state\n" + login
                + ",advanced-mail,adsl," + address + ",active\n");
        typed("customers import c.csv");
    }

    private SimulatedMailServer openRelay() throws IOException {
        return SimulatedMailServer.named("mail.ann.example")
                .at("127.0.9.3")
                .serving("ann.example")
                .behaving(Behaviours.OPEN)
                .onward(OnwardRoutes.to(Map.of("isp.example", new InetSocketAddress("127.0.0.1", port))))
                .start();
    }

    private Set<String> subjects(String mailbox) throws IOException {
        Set<String> subjects = new HashSet<>();
        try (Stream<Path> files = Files.walk(folder.resolve("data/mail"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().contains("/" + mailbox + "/")).toList()) {
                Files.readString(file, StandardCharsets.ISO_8859_1).lines()
                        .filter(line -> line.startsWith("Subject: "))
                        .forEach(line -> subjects.add(line.substring("Subject: ".length())));
            }
        }
        return subjects;
    }

    private long logged(String words) throws IOException {
        return serve.errors().lines().filter(line -> line.contains(words)).count();
    }

    @Test
    void mailThatGotItsWordIsThereAndTheFlowGoesOn() throws Exception {
        try (SimulatedMailServer relay = openRelay();
                Sender sender = new Sender(port, "ann@isp.example")) {
            enter("ann", "127.0.9.3:" + relay.address().getPort());
            sender.await(20, "250");
            database.kill();
            sender.await(20, "451 4.3.0");
            assertEquals("250", Sender.send(port, "probe-like", "x@probe.isp.example").substring(0, 3),
                    "what needs no database is taken");
            database.startAgain();
            sender.await(20, "250");
            sender.end();

            int known = sender.all.indexOf(sender.all.stream()
                    .filter(answer -> answer.reply().startsWith("250")).findFirst().orElseThrow());
            assertEquals(List.of(), sender.all.subList(known, sender.all.size()).stream()
                    .filter(answer -> !answer.reply().startsWith("250") && !answer.reply().startsWith("451")).toList(),
                    "a customer's mail is never refused for a fault of ours");
            assertTrue(subjects("ann").containsAll(sender.taken()), "what got its 250 is there");

            assertEquals(1, logged(" away: connection refused. Start MariaDB"), serve.errors());
            assertEquals(1, logged(" back after "), serve.errors());
            assertFalse(serve.errors().contains("\tat "), "no stack trace: " + serve.errors());

            String scanned = typed("scan --json");
            assertTrue(scanned.contains("\"verdict\":\"OPEN\""), scanned);
            assertTrue(typed("cases list --json").contains("\"login\":\"ann\""), "what follows from it follows");
            assertEquals(Set.of(), subjects("collector"), "what came in meanwhile was handed over");
        }
    }

    @Test
    void itStopsInTimeWhileTheDatabaseIsAway() throws Exception {
        database.kill();
        assertTrue(Sender.send(port, "m", "ann@isp.example").startsWith("451"));
        serve.terminate();
        assertEquals(ENDED_BY_SIGTERM, serve.exitWithin(10), serve.errors());
        assertFalse(serve.errors().contains("Not everything stopped"), serve.errors());
    }

    @RepeatedTest(2) // where tasks and clock stand at that moment is never the same
    void itStopsInTimeWhileTheDatabaseHangs() throws Exception {
        database.freeze();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                Sender.send(port, "m", "ann@isp.example");
            } catch (RuntimeException cutOff) {
                // It is being stopped.
            }
        });
        assertFalse(waiting.join(java.time.Duration.ofMillis(500)), "it hangs");
        serve.terminate();
        assertEquals(ENDED_BY_SIGTERM, serve.exitWithin(10), serve.errors());
        assertFalse(serve.errors().contains("Not everything stopped"), serve.errors());
        waiting.join();
    }
}
