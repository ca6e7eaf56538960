// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.FolderTree;
import org.relaywarden.testbed.views.PrivateView;

/**
 * A private MariaDB server of the machine's Debian release, with a data folder and a socket of its own. It can be killed and
 * started again at the same address. Needs no root, but for a host of the lab. It ends with this JVM, however that ends.
 *
 * <p>Its defaults are those of the program, not of a kind distribution, and its clock stands in a far zone: what a client
 * relies on, it has to say. Safe for use by several threads.
 */
public final class MariaDbServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    /** {@code sockaddr_un} holds 108 bytes, the last of them a zero. */
    private static final int SOCKET_PATH_BYTES_MAX = 107;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final @Nullable LabHost host;
    private final String address;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private Process program;
    private Process guard;

    /**
     * An empty database and the one user that may use it, over the network and from anywhere.
     *
     * @param url of the MariaDB driver, with the database, without user and password
     * @param name the database's name
     * @param user may create, change, fill and read tables in it, and nothing else
     * @param password the user's
     */
    public record Database(String url, String name, String user, String password) {}

    private MariaDbServer(Path folder, @Nullable LabHost host, String address, int port) {
        this.folder = folder;
        this.host = host;
        this.address = address;
        this.port = port;
        MariaDbTemplate.copyTo(folder.resolve("data"));
        program = launch();
        guard = Guard.over(program, "KILL");
        awaitAnswer();
    }

    /**
     * Starts one on this machine: on a loopback address of its own, where no outgoing connection of others can take its port
     * while it is away, on a port that the system picks. It answers when this returns.
     *
     * @param parent an existing folder that may hold the server's own, such as a test's temporary folder
     * @throws LabFailure when it does not come up, with what it said
     */
    public static MariaDbServer start(Path parent) {
        InetAddress own = OwnAddress.draw();
        return new MariaDbServer(folder(parent), null, own.getHostAddress(), freePort(own));
    }

    private static int freePort(InetAddress address) {
        try (var free = new ServerSocket(0, 1, address)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one on a host of the lab, on its first address and port 3306. */
    public static MariaDbServer start(LabHost host, Path parent) {
        return new MariaDbServer(folder(parent), host, host.address(), 3306);
    }

    /** One for all tests of this JVM that leave it running; started at the first call. It is not theirs to close or kill. */
    public static MariaDbServer shared() {
        return Shared.SERVER;
    }

    private static Path folder(Path parent) {
        try {
            // Only its owner can look in, and so only its owner reaches the socket.
            Path made = Files.createTempDirectory(parent.toRealPath(), "mariadb-");
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectory(made.resolve("log"));
            if (made.resolve("socket").toString().length() > SOCKET_PATH_BYTES_MAX) {
                throw new LabFailure(made + ": too long a path for a socket in it; give a shorter folder");
            }
            return made;
        } catch (IOException e) {
            throw new LabFailure(parent + ": no folder for MariaDB can be made in it: " + e.getMessage(), e);
        }
    }

    private Process launch() {
        var words = new ArrayList<>(List.of(
                Requirements.place("mariadbd").toString(),
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--socket=" + socket(),
                "--pid-file=" + folder.resolve("pid"),
                "--bind-address=" + address,
                "--port=" + port,
                "--skip-name-resolve",
                "--skip-log-bin",
                "--innodb-buffer-pool-size=32M",
                // Handed to the kernel at each commit: what a killed server promised is there, and the disk is spared.
                "--innodb-flush-log-at-trx-commit=2",
                "--default-time-zone=+05:30"));
        words.addAll(MariaDbTemplate.asUser());
        Path log = folder.resolve("log").resolve("mariadbd.log");
        if (host != null) {
            return host.start(words, Map.of(), log);
        }
        try {
            return new ProcessBuilder(words)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new LabFailure("can't start " + words + ": " + e.getMessage(), e);
        }
    }

    private void awaitAnswer() {
        try {
            PrivateView.await(
                    program, folder, () -> client("select 1").run().exitCode() == 0, START_LIMIT, "answer");
        } catch (RuntimeException e) {
            Guard.end(guard, program, Duration.ZERO);
            throw e;
        }
    }

    private Path socket() {
        return folder.resolve("socket");
    }

    private Command client(String sql) {
        return Command.of(
                        Requirements.place("mariadb").toString(),
                        "--no-defaults",
                        "--batch",
                        "--skip-column-names",
                        "--socket=" + socket(),
                        "--user=" + System.getProperty("user.name"),
                        "--execute=" + sql);
    }

    /** Where it listens: an address. */
    public String address() {
        return address;
    }

    /** Where it listens: a port. */
    public int port() {
        return port;
    }

    /** What it wrote to its log, growing. */
    public Path log() {
        return folder.resolve("log").resolve("mariadbd.log");
    }

    /** The server's process, for tests that look at it. */
    public synchronized ProcessHandle process() {
        return program.toHandle();
    }

    /**
     * Runs statements as the server's administrator.
     *
     * @return what they give: a line for each row, with tabs between the columns
     * @throws LabFailure when they fail, or the server is away
     */
    public String sql(String statements) {
        return client(statements).run().orThrow().output();
    }

    /** A new empty database, with the server's own defaults, and its user. */
    public Database freshDatabase() {
        String name = "fresh" + databases.incrementAndGet();
        byte[] secret = new byte[12];
        RANDOM.nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        sql("""
            create database %1$s;
            create user %1$s identified by '%2$s';
            grant select, insert, update, delete, create, alter, drop, index, references on %1$s.* to %1$s
            """.formatted(name, password));
        String bracketed = address.contains(":") ? "[" + address + "]" : address;
        return new Database("jdbc:mariadb://" + bracketed + ":" + port + "/" + name, name, name, password);
    }

    /** SIGKILL: what was not committed is gone, connections are cut. Returns when it is dead. */
    public synchronized void kill() {
        Guard.end(guard, program, Duration.ZERO);
    }

    /** Stops it as an administrator would. Returns when it has ended. */
    public synchronized void stop() {
        Guard.end(guard, program, STOP_LIMIT);
    }

    /** Stops it for a while: connections stay open and nothing is answered, as of a machine that hangs. */
    public synchronized void freeze() {
        Command.of("kill", "-STOP", Long.toString(program.pid())).run().orThrow();
    }

    /** Ends {@link #freeze}. */
    public synchronized void thaw() {
        Command.of("kill", "-CONT", Long.toString(program.pid())).run().orThrow();
    }

    /**
     * Starts it again on its data, at the same address. It answers when this returns.
     *
     * @throws LabFailure when it runs, or does not come up
     */
    public synchronized void startAgain() {
        if (program.isAlive()) {
            throw new LabFailure(this + " runs already: kill or stop it first");
        }
        program = launch();
        guard = Guard.over(program, "KILL");
        awaitAnswer();
    }

    /** What happens when this JVM is killed: its end of the guard's pipe closes. */
    void forsake() throws IOException {
        guard.getOutputStream().close();
    }

    /** Stops it; a second call does nothing. Its folder stays, for a look at the log. */
    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return "MariaDB on " + (host == null ? address : host.toString()) + " port " + port;
    }

    /** Started at first use, ended and removed with the JVM. */
    private static final class Shared {
        /** Some dozen megabytes, and no disk to wait for: making tables is most of what tests do with it. */
        private static final Path IN_MEMORY = Path.of("/dev/shm");

        static final MariaDbServer SERVER = begin();

        private Shared() {}

        private static MariaDbServer begin() {
            try {
                Path parent = Files.isWritable(IN_MEMORY)
                        ? Files.createTempDirectory(IN_MEMORY, "relaywarden-")
                        : Files.createTempDirectory("relaywarden-");
                MariaDbServer server = start(parent);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> removed(server, parent), "shared-mariadb-end"));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void removed(MariaDbServer server, Path parent) {
            server.kill();
            try {
                FolderTree.delete(parent);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
