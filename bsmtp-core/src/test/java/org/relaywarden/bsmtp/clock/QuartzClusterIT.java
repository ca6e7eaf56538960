// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;

/** Two processes on one MariaDB (decision 21): each due time once, whoever lives; a run that died is run again. */
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class QuartzClusterIT {

    /** Quartz looks for dead nodes that often, by its own default, and once more before it believes it. */
    private static final Duration FAIL_OVER = Duration.ofSeconds(60);

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final List<Process> nodes = new ArrayList<>();
    private MariaDbServer.Database database;

    @BeforeEach
    void database() {
        Requirements.needsMariaDb();
        database = MariaDbServer.shared().freshDatabase();
    }

    @AfterEach
    void end() {
        nodes.forEach(Process::destroyForcibly);
    }

    /** A process with one task, that says when it fires. */
    private Process node(String name, String task) throws Exception {
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                        ClusterNode.class.getName(), name, task, database.url(), database.user(), database.password())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        nodes.add(node);
        Thread.ofVirtual().start(() -> {
            try (BufferedReader lines = node.inputReader()) {
                lines.lines().forEach(said::add);
            } catch (java.io.IOException killed) {
                // Its last words are said.
            }
        });
        return node;
    }

    /** What it says next of this kind: {@code [node, word, due time]}. */
    private String[] next(String word) throws InterruptedException {
        while (true) {
            String line = said.poll(FAIL_OVER.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("nobody said " + word);
            }
            String[] words = line.split(" ");
            if (words.length == 3 && words[1].equals(word)) {
                return words;
            }
        }
    }

    @Test
    void eachDueTimeIsServedOnceAlsoWhenANodeDies() throws Exception {
        Process one = node("one", "tick");
        next("ready");
        Process other = node("other", "tick");
        next("ready");
        Set<Instant> served = new HashSet<>();
        String lastNode = "";
        for (int i = 0; i < 6; i++) {
            String[] fired = next("fired");
            lastNode = fired[0];
            assertTrue(served.add(Instant.parse(fired[2])), "twice at " + fired[2]);
        }
        (lastNode.equals("one") ? one : other).destroyForcibly().waitFor();
        for (int i = 0; i < 3; ) {
            String[] fired = next("fired");
            assertTrue(served.add(Instant.parse(fired[2])), "twice at " + fired[2]);
            i += fired[0].equals(lastNode) ? 0 : 1; // what it said before it died may still be under way to us
        }
    }

    @Test
    void aRunThatDiedWithItsNodeIsRunAgainByTheOther() throws Exception {
        Process one = node("one", "hangs");
        next("ready");
        String[] begun = next("begun");
        assertEquals("one", begun[0]);
        node("other", "hangs");
        next("ready");
        one.destroyForcibly().waitFor();
        assertNotEquals("one", next("begun")[0]);
    }
}
