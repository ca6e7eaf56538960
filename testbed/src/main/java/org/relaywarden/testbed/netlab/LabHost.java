// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.netlab;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One host of a {@link Netlab}: a network namespace with a loopback and one link to the router. All its ports are its own.
 * Or {@link #machine}, for what the test's own JVM talks to. Files are those of the machine. Safe for use by several threads.
 */
public final class LabHost {
    private final String name;
    private final Optional<Namespace> namespace;
    private final List<InetAddress> addresses;

    LabHost(String name, Namespace namespace, List<InetAddress> addresses) {
        this(name, Optional.of(namespace), addresses);
    }

    private LabHost(String name, Optional<Namespace> namespace, List<InetAddress> addresses) {
        this.name = name;
        this.namespace = namespace;
        this.addresses = List.copyOf(addresses);
    }

    /**
     * This machine itself, by one of its loopback addresses. It is part of no lab, and no lab reaches it.
     *
     * @param loopback of 127.0.0.0/8, so that nobody else can reach what listens there
     */
    public static LabHost machine(InetAddress loopback) {
        if (!loopback.isLoopbackAddress()) {
            throw new IllegalArgumentException(loopback + ": not a loopback address; others could reach it");
        }
        return new LabHost("machine", Optional.empty(), List.of(loopback));
    }

    /** The short name it was given, unique in its lab. */
    public String name() {
        return name;
    }

    /** The namespace's name, as {@code ip netns} knows it; {@link #machine} has none. */
    public String namespace() {
        return namespace.orElseThrow().name();
    }

    private List<String> entrance() {
        return namespace.map(Namespace::entrance).orElse(List.of());
    }

    /** All its addresses, in the order given. */
    public List<InetAddress> addresses() {
        return addresses;
    }

    /** Its first address as text. */
    public String address() {
        return addresses.getFirst().getHostAddress();
    }

    /**
     * Starts a program on this host and leaves it running; the lab's end is its end too.
     *
     * @param command the program and its arguments; no shell reads them
     * @param environment variables added to our own
     * @param log takes its standard output and standard error, appended
     * @return the program itself: its pid is the program's, not that of a wrapper
     * @throws LabFailure when it can't be started
     */
    public Process start(List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(Command.of(command).behind(entrance()).words())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new LabFailure(name + ": can't start " + command + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs a program on this host to its end.
     *
     * @throws LabFailure when it can't be started or is not done within the command's limit
     */
    public Command.Outcome run(Command command) {
        return command.behind(entrance()).run();
    }

    /** The pids of all that runs on this host now. */
    public List<Long> pids() {
        return namespace.map(lab -> lab.processes().stream()).orElseGet(ProcessHandle::allProcesses)
                .map(ProcessHandle::pid)
                .toList();
    }

    @Override
    public String toString() {
        return name + addresses;
    }
}
