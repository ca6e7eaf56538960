// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Killed again and again soon after a start, the embedded database still has whatever was committed
 * (docs/decisions/0008-embedded-database-survives-a-kill.md).
 */
@Timeout(300)
final class KilledStoreIT {

    private static final int ROUNDS = 30;
    private static final int NUMBERS_A_ROUND = 1_000_000;
    /** At first many, so that there is space to be freed. */
    private static final int COMMITS_AT_FIRST = 600;

    private static final List<Integer> COMMITS_BEFORE_THE_KILL = List.of(1, 2, 3, 4, 5, 6, 8, 100);
    private static final long SEED = 20261130;

    @TempDir
    private Path folder;

    @Test
    void whatWasCommittedIsThere() throws Exception {
        String url = url("db");
        Random chance = new Random(SEED);
        List<String> lost = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            int commits = round == 1
                    ? COMMITS_AT_FIRST
                    : COMMITS_BEFORE_THE_KILL.get(chance.nextInt(COMMITS_BEFORE_THE_KILL.size()));
            Map<Integer, Integer> committed = killedAfter(commits, url, round * NUMBERS_A_ROUND);
            Map<Integer, Integer> there = there();
            for (Map.Entry<Integer, Integer> one : committed.entrySet()) {
                if (there.getOrDefault(one.getKey(), 0) < one.getValue()) {
                    lost.add("round " + round + ", row " + one + ", there is " + there.get(one.getKey()));
                }
            }
        }
        assertEquals(List.of(), lost, "seed " + SEED);
    }

    /** What it said, each row's last number; it may have committed more. */
    private Map<Integer, Integer> killedAfter(int commits, String url, int firstNumber) throws IOException {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                        CommittingVictim.class.getName(), url, String.valueOf(firstNumber))
                .redirectError(folder.resolve("errors").toFile())
                .start();
        Map<Integer, Integer> committed = new TreeMap<>();
        int said = 0;
        try (BufferedReader out = victim.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ");
                if (words.length == 2 && words[1].length() == String.valueOf(firstNumber).length()) {
                    committed.put(Integer.valueOf(words[0]), Integer.valueOf(words[1]));
                }
                if (++said == commits) {
                    victim.toHandle().destroyForcibly(); // the process itself would close what it has said
                }
            }
        } finally {
            victim.destroyForcibly().onExit().join();
        }
        return committed;
    }

    /** In a copy: who opens a file puts it in order, and the next victim is to find it as the last one left it. */
    private Map<Integer, Integer> there() throws Exception {
        Files.copy(folder.resolve("db.mv.db"), folder.resolve("copy.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        Map<Integer, Integer> there = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url("copy"));
                ResultSet rows = connection.createStatement().executeQuery("select id, n from kept")) {
            while (rows.next()) {
                there.put(rows.getInt(1), rows.getInt(2));
            }
        }
        return there;
    }

    /** Freed space is written again after half a second here, else only after three quarters of a minute. */
    private String url(String name) {
        return StoreSettings.embedded(folder.resolve(name)).jdbcUrl() + ";RETENTION_TIME=500";
    }
}
