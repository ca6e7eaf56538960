// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaywarden.app.lab.Awaited;
import org.relaywarden.testbed.netlab.LabHost;

/** A {@link ThirdPartiesProcess} as the test sees it: the witness, and the simulated hosts of one lab. */
final class ThirdParties {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

    private final Path state;

    private ThirdParties(Path state) {
        this.state = state;
    }

    /**
     * Starts them on a host of the lab that has all their addresses; they listen when this returns.
     *
     * @param simulated the simulated hosts, each in the words of {@link ThirdPartiesProcess}
     */
    static ThirdParties start(LabHost host, Path folder, String isp, List<String> simulated) {
        Path state = folder.resolve("third-parties");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ThirdPartiesProcess.class.getName(),
                state.toString(),
                isp));
        words.addAll(simulated);
        Process process = host.start(words, Map.of(), folder.resolve("third-parties.log"));
        ThirdParties parties = new ThirdParties(state);
        Awaited.within(ANSWERS_WITHIN, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the witness ended: " + text(folder.resolve("third-parties.log")));
            }
            return Files.exists(state);
        });
        return parties;
    }

    /** The subjects of the mails that reached the witness before this was called, and perhaps more. */
    Set<String> arrivedSoFar() {
        return next().stream()
                .filter(line -> line.startsWith("arrived "))
                .map(line -> line.substring("arrived ".length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a simulated host had mail that waits to go on. */
    boolean hasWaiting(String address) {
        return !next().contains("waiting " + address + " 0");
    }

    /** A state that was looked at after this call began: the second that is written from now on. */
    private List<String> next() {
        long now = turn(lines());
        Awaited.within(ANSWERS_WITHIN, () -> turn(lines()) >= now + 2);
        return lines();
    }

    private static long turn(List<String> lines) {
        return Long.parseLong(lines.getFirst());
    }

    private List<String> lines() {
        return text(state).lines().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
