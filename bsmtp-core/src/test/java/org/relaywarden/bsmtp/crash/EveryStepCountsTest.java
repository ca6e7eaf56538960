// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.relaywarden.bsmtp.disk.ForcesWatched;

/**
 * Leaves out, in turn, what each line of the program forces to disk: then some power cut must break a promise. A line
 * for which none does is not needed, or {@link CutLoads} lack the load that needs it.
 */
class EveryStepCountsTest {

    private static final long SEED = 20260301;
    /** Bytes and names of a message, the way to its mailbox, a removal, a put again, a damaged file. */
    private static final int LINES_AT_LEAST = 8;


    @TestFactory
    Stream<DynamicTest> aForceThatIsLeftOutIsMissed() throws Exception {
        Map<String, List<CutLoads.Load>> loadsByLine = new TreeMap<>();
        for (CutLoads.Load load : CutLoads.all().values()) {
            for (String line : linesOf(load)) {
                loadsByLine.computeIfAbsent(line, any -> new ArrayList<>()).add(load);
            }
        }
        assertTrue(loadsByLine.size() >= LINES_AT_LEAST, "found only " + loadsByLine.keySet());
        return loadsByLine.entrySet().stream().map(line -> DynamicTest.dynamicTest(line.getKey(), () -> {
            for (CutLoads.Load load : line.getValue()) {
                if (breaksWithout(line.getKey(), load)) {
                    return;
                }
            }
            Assertions.fail(line.getKey() + " may leave out its force, and no power cut is the worse for it");
        }));
    }

    private static Set<String> linesOf(CutLoads.Load load) throws Exception {
        List<ForcesWatched> doors = new ArrayList<>();
        int place = 0;
        while (load.on(stage(Optional.empty(), doors), place)) {
            place++;
        }
        return doors.stream().flatMap(door -> door.lines().stream()).collect(Collectors.toSet());
    }

    private static boolean breaksWithout(String line, CutLoads.Load load) throws Exception {
        int place = 0;
        for (boolean more = true; more; place++) {
            CutStage stage = stage(Optional.of(line), new ArrayList<>());
            more = load.on(stage, place);
            try {
                new CutOracle(stage, SEED).everyCut();
            } catch (AssertionError broken) {
                return true;
            }
        }
        return false;
    }

    private static CutStage stage(Optional<String> leftOut, List<ForcesWatched> doors) throws IOException {
        return new CutStage(door -> {
            ForcesWatched watched = new ForcesWatched(door, leftOut);
            doors.add(watched);
            return watched;
        });
    }
}
