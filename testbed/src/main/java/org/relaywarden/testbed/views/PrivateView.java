// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.views;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;

/**
 * One running instance: a program of an image in a view of its own, on a host, with its folder. The view's mount namespace is
 * what tells its processes from all others, so that two servers may run on one host.
 */
public final class PrivateView implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration POLITE = Duration.ofSeconds(2);

    private final LabHost host;
    private final Path folder;
    private final Process program;
    private final Path mounts;

    private PrivateView(LabHost host, Path folder, Process program) throws IOException {
        this.host = host;
        this.folder = folder;
        this.program = program;
        this.mounts = Files.readSymbolicLink(mountsOf(program.pid()));
    }

    /**
     * Starts a program in a view.
     *
     * @param binds folders of the instance and where they stand in the view
     * @throws LabFailure when it does not come up, with what it said
     */
    public static PrivateView start(
            LabHost host, Path folder, Path image, String hostName, Map<Path, String> binds, List<String> program) {
        Process process = host.start(
                ViewScript.run(image, hostName, host.address(), pairs(binds), program), Map.of(), folder.resolve("console.log"));
        try {
            Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt"));
            // The pid stays the same while ip, unshare and bash replace each other by the program: wait for its own name.
            String name = Path.of(program.getFirst()).getFileName().toString();
            await(process, folder, () -> nameOf(process.pid()).equals(name), Duration.ofSeconds(20), "be " + name);
            var view = new PrivateView(host, folder, process);
            if (view.mounts.equals(own)) {
                throw new LabFailure(host + ": " + name + " runs in the machine's own mount namespace; not going on");
            }
            return view;
        } catch (IOException e) {
            process.destroyForcibly();
            throw new LabFailure(host + ": " + program + " ended at once: " + said(folder), e);
        }
    }

    /** Where it runs. */
    public LabHost host() {
        return host;
    }

    Path folder() {
        return folder;
    }

    /** The program's. */
    public long pid() {
        return program.pid();
    }

    /**
     * Runs a program of an image to its end in a view of its own: what it is to leave behind, it puts into a bound folder.
     *
     * @throws LabFailure when it fails, with what it said
     */
    public static void once(Path image, LabHost host, String hostName, Map<Path, String> binds, List<String> program) {
        Command.of(ViewScript.run(image, hostName, host.address(), pairs(binds), program)).run().orThrow();
    }

    private static List<String> pairs(Map<Path, String> binds) {
        return binds.entrySet().stream().map(bind -> bind.getKey() + "=" + bind.getValue()).toList();
    }

    /** Runs a command of the image inside this view, on this host. */
    public Command.Outcome run(String... words) {
        return Command.of(words)
                .behind(List.of(
                        "nsenter", "--mount", "--uts", "--net", "--root", "--wd=/", "--target", Long.toString(pid()), "--"))
                .run();
    }

    /**
     * Waits until something holds.
     *
     * @throws LabFailure when the program ends before, or the time does
     */
    public void await(BooleanSupplier condition, Duration limit, String what) {
        await(program, folder, condition, limit, what);
    }

    /** The same for any program that has a folder. */
    public static void await(Process process, Path folder, BooleanSupplier condition, Duration limit, String what) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            try {
                if (process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new LabFailure("%s: ended with %d before it could %s. It said: %s"
                            .formatted(folder, process.exitValue(), what, said(folder)));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabFailure(folder + ": interrupted while it was to " + what, e);
            }
            if (System.nanoTime() > deadline) {
                throw new LabFailure("%s: did not %s within %s. It said: %s".formatted(folder, what, limit, said(folder)));
            }
        }
    }

    /** Whether all these ports listen on this host. */
    public boolean listens(List<Integer> ports) {
        String sockets = text(Path.of("/proc/" + pid() + "/net/tcp")) + text(Path.of("/proc/" + pid() + "/net/tcp6"));
        // proc(5): "sl local_address rem_address st": 0A is TCP_LISTEN.
        return ports.stream().allMatch(port -> sockets.lines()
                .map(line -> line.strip().split("\\s+"))
                .anyMatch(words -> words.length > 3
                        && words[3].equals("0A")
                        && words[1].endsWith(":%04X".formatted(port))));
    }

    /** The pids of this view's processes, all of them or those of one program. */
    public List<ProcessHandle> processes(Optional<String> programName) {
        return host.pids().stream()
                .filter(this::isOurs)
                .filter(pid -> programName.isEmpty() || nameOf(pid).equals(programName.get()))
                .map(ProcessHandle::of)
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean isOurs(long pid) {
        try {
            return Files.readSymbolicLink(mountsOf(pid)).equals(mounts);
        } catch (IOException e) {
            return false;  // ended meanwhile
        }
    }

    private static Path mountsOf(long pid) {
        return Path.of("/proc/" + pid + "/ns/mnt");
    }

    private static String nameOf(long pid) {
        return text(Path.of("/proc/" + pid + "/comm")).strip();
    }

    /** A file's text, byte for byte; empty when there is none. */
    public static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** The ends of what the instance wrote to its logs. */
    private static String said(Path folder) {
        var said = new StringBuilder();
        for (Path file : files(folder.resolve("log"), folder.resolve("console.log"))) {
            String text = text(file);
            said.append(System.lineSeparator()).append(text.substring(Math.max(0, text.length() - 2000)));
        }
        return said.toString();
    }

    /** The files that lie in these folders, or are these, ordered by name. */
    static List<Path> files(Path... places) {
        return Arrays.stream(places)
                .flatMap(place -> {
                    if (Files.isRegularFile(place)) {
                        return Stream.of(place);
                    }
                    if (!Files.isDirectory(place)) {
                        return Stream.of();
                    }
                    try (Stream<Path> content = Files.list(place)) {
                        return content.sorted().toList().stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    /** Tells the program to read its configuration again, as servers take SIGHUP. */
    public void hangUp() {
        Command.of("kill", "-HUP", Long.toString(pid())).run().orThrow();
    }

    /** Stops the program at once, so that it starts nothing more, then the rest of the view kindly, then all that is left. */
    @Override
    public void close() {
        program.destroyForcibly();
        List<ProcessHandle> rest = processes(Optional.empty());
        rest.forEach(ProcessHandle::destroy);
        var ends = rest.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).completeOnTimeout(null, POLITE.toMillis(), TimeUnit.MILLISECONDS).join();
        processes(Optional.empty()).forEach(ProcessHandle::destroyForcibly);
    }
}
