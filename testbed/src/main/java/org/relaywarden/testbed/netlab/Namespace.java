// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.netlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One network namespace as iproute2 names it; what runs in it is known by the pids that the kernel gives, nothing else. */
record Namespace(String name) {
    private static final Path NAMED = Path.of("/run/netns");
    private static final Duration POLITE = Duration.ofSeconds(3);

    /** Makes it, with its loopback up. */
    static Namespace make(String name) {
        Command.of("ip", "netns", "add", name).run().orThrow();
        var made = new Namespace(name);
        made.ip("link", "set", "lo", "up");
        return made;
    }

    /** All that exist on this machine, ours and others'. */
    static List<Namespace> all() {
        if (!Files.isDirectory(NAMED)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(NAMED)) {
            return names.map(path -> new Namespace(path.getFileName().toString())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code ip} on the links, addresses and routes of this namespace. */
    void ip(String... words) {
        Command.of(words).behind(List.of("ip", "-n", name)).run().orThrow();
    }

    List<String> entrance() {
        return List.of("ip", "netns", "exec", name);
    }

    List<ProcessHandle> processes() {
        return Command.of("ip", "netns", "pids", name).run().orThrow().output().lines()
                .map(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Stops what runs in it, kindly and then not, and deletes it with its links. */
    void delete() {
        List<ProcessHandle> running = processes();
        running.forEach(ProcessHandle::destroy);
        awaitEnd(running, POLITE);
        List<ProcessHandle> stubborn = processes();  // asked again: a server may have started children meanwhile
        stubborn.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(stubborn, POLITE);
        Command.of("ip", "netns", "delete", name).run().orThrow();
    }

    private static void awaitEnd(List<ProcessHandle> processes, Duration limit) {
        var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The caller looks again and goes on to force.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new LabFailure("waiting for the end of processes " + processes + " failed", e);
        }
    }
}
