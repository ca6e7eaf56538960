// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.relaywarden.bsmtp.intake.CommandFuzz;

/** What the fuzzers began with, and whatever they found (docs/fuzz.md): none of it may come back. */
class FuzzSeedsTest {

    private static final Path SEEDS = Path.of("src/test/resources/fuzz");

    private interface Target {
        void run(byte[] input) throws Exception;
    }

    @TestFactory
    List<DynamicTest> commands() throws IOException {
        return each("commands", CommandFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    List<DynamicTest> data() throws IOException {
        return each("data", DataFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    List<DynamicTest> prefix() throws IOException {
        return each("prefix", PrefixFuzz::fuzzerTestOneInput);
    }

    private static List<DynamicTest> each(String name, Target target) throws IOException {
        try (Stream<Path> files = Files.list(SEEDS.resolve(name))) {
            List<DynamicTest> tests = files.sorted()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName() + "", () -> target.run(Files.readAllBytes(file))))
                    .toList();
            assertFalse(tests.isEmpty(), "no seeds in " + SEEDS.resolve(name));
            return tests;
        }
    }
}
