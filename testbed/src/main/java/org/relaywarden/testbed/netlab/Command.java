// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.netlab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program to be run to its end: an array of words that no shell ever reads, with nothing to read on its standard input.
 *
 * @param words the program and its arguments
 * @param environment variables added to our own
 * @param limit how long it may take; after that it is killed with what it started, and {@link #run} fails
 */
public record Command(List<String> words, Map<String, String> environment, Duration limit) {
    /** What {@link Command.Outcome} keeps of each stream; the rest is cut off. */
    private static final int KEPT_BYTES = 4 << 20;

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least the name of a program");
        }
    }

    /** A command of these words, with our own environment and 30 seconds. */
    public static Command of(String... words) {
        return of(List.of(words));
    }

    /** A command of these words, with our own environment and 30 seconds. */
    public static Command of(List<String> words) {
        return new Command(words, Map.of(), Duration.ofSeconds(30));
    }

    /** The same with another time limit. */
    public Command within(Duration otherLimit) {
        return new Command(words, environment, otherLimit);
    }

    /** The same with variables added to our own environment. */
    public Command with(Map<String, String> otherEnvironment) {
        return new Command(words, otherEnvironment, limit);
    }

    /** The same words behind others that run them, such as {@code ip netns exec NAME}. */
    public Command behind(List<String> wrapper) {
        var all = new ArrayList<>(wrapper);
        all.addAll(words);
        return new Command(all, environment, limit);
    }

    /**
     * Runs it and waits for its end.
     *
     * @throws LabFailure when it can't be started or is not done within the limit
     */
    public Outcome run() {
        try {
            // Files, not pipes: a grandchild that keeps a pipe open would keep us waiting.
            Path output = Files.createTempFile("lab-command-", ".out");
            Path errors = Files.createTempFile("lab-command-", ".err");
            try {
                return run(output, errors);
            } finally {
                Files.deleteIfExists(output);
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw new LabFailure(this + ": can't be run: " + e.getMessage() + "; is the program installed?", e);
        }
    }

    private Outcome run(Path output, Path errors) throws IOException {
        var builder = new ProcessBuilder(words)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Outcome(this, process.exitValue(), kept(output), kept(errors));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill(process);
            throw new LabFailure(this + ": interrupted while it ran", e);
        }
        kill(process);
        throw new LabFailure("%s: not done within %s, killed. It said: %s%s".formatted(this, limit, kept(output), kept(errors)));
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String kept(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(KEPT_BYTES), StandardCharsets.UTF_8);
        }
    }

    /** The words, for messages. */
    @Override
    public String toString() {
        return String.join(" ", words);
    }

    /**
     * How a command ended.
     *
     * @param command what was run
     * @param exitCode what it exited with; 128 and more for a signal
     * @param output its standard output, the first 4 MiB, read as UTF-8
     * @param errors its standard error, likewise
     */
    public record Outcome(Command command, int exitCode, String output, String errors) {
        /**
         * This outcome, when the command went well.
         *
         * @throws LabFailure when it exited with anything but 0
         */
        public Outcome orThrow() {
            if (exitCode != 0) {
                throw new LabFailure("%s: exit code %d: %s%s".formatted(command, exitCode, errors, output));
            }
            return this;
        }
    }
}
