// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.handover;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket on which the owner takes commands. Thread-safe. */
final class Door implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    /** Commands at once; people type them. */
    private static final int COMMANDS_MAX = 16;

    private static final int NOT_DONE = 1;

    /** A command under way may finish; the program has ten seconds in all for its stop. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Path socket;
    private final ServerSocketChannel server;
    private final CommandRunner runner;
    private final Semaphore room = new Semaphore(COMMANDS_MAX);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("command-", 0).factory());

    private Door(Path socket, ServerSocketChannel server, CommandRunner runner) {
        this.socket = socket;
        this.server = server;
        this.runner = runner;
    }

    /** Opens the door, for the owner of the file alone. What an earlier process left in its place goes. */
    static Door open(Path socket, CommandRunner runner) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw new IOException(socket + ": no socket can be made there (" + failed.getMessage() + ")", failed);
        }
        Door door = new Door(socket, server, runner);
        door.threads.execute(door::acceptAll);
        return door;
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                take(server.accept());
            } catch (IOException failed) {
                if (server.isOpen()) {
                    LOG.warn("socket={} a command could not be taken: {}", socket, failed.toString());
                }
            }
        }
    }

    private void take(SocketChannel peer) throws IOException {
        try {
            threads.execute(() -> serve(peer));
        } catch (RejectedExecutionException closing) {
            peer.close(); // not taken, and it knows: the terminal tries again
        }
    }

    private void serve(SocketChannel peer) {
        boolean admitted = room.tryAcquire();
        try (peer) {
            Wire wire = new Wire(peer);
            Request request = wire.readRequest();
            wire.sendTaken();
            try (PrintStream out = wire.standardOutput();
                    PrintStream err = wire.standardError()) {
                int code = NOT_DONE;
                if (admitted) {
                    code = runner.run(request, out, err);
                } else {
                    err.println("More than " + COMMANDS_MAX
                            + " commands at once. Try again when some of them are done.");
                }
                out.flush();
                err.flush();
                wire.sendExit(code);
            }
        } catch (IOException gone) {
            LOG.debug("socket={} the terminal went away: {}", socket, gone.toString());
        } finally {
            if (admitted) {
                room.release();
            }
        }
    }

    /** Takes no more commands, and waits a moment for those under way. */
    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("socket={} a command is cut off, for the program stops", socket);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(socket);
    }
}
