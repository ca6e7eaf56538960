// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.InstanceFolder;
import org.relaywarden.testbed.views.PrivateView;
import org.relaywarden.testbed.views.ServerImage;

/**
 * A real Postfix that takes mail into its queue and goes no further: each mail is held, so that its queue file is written
 * and forced to disk as for any other, and neither the queue manager nor a delivery takes processor time away. Its queue
 * lies on the disk of the bench, not in the memory of its private view. Or one that delivers what it held once it is told
 * to ({@link #startRelaying}).
 */
final class BenchedPostfix implements AutoCloseable {

    private static final List<String> SERVICES = List.of(
            "25 inet n - n - - smtpd",
            "pickup unix n - n 60 1 pickup",
            "cleanup unix n - n - 0 cleanup",
            "qmgr unix n - n 300 1 qmgr",
            "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce",
            "proxymap unix - - n - - proxymap",
            "error unix - - n - - error",
            "retry unix - - n - - error",
            "anvil unix - - n - 1 anvil",
            "postlog unix-dgram n - n - 1 postlogd");

    /** What Debian's master.cf has for deliveries; nothing is chrooted, for the view is a cage already. */
    private static final List<String> DELIVERIES =
            List.of("smtp unix - - n - - smtp", "scache unix - - n - 1 scache", "flush unix n - n 1000? 0 flush");

    private static final List<String> SETTINGS = List.of(
            "compatibility_level = 3.6",
            "myhostname = mx.bench.example",
            "alias_maps =",
            "alias_database =",
            "inet_interfaces = all",
            "inet_protocols = ipv4",
            "mynetworks = 127.0.0.0/8",
            "maillog_file = /var/log/testbed/mail.log",
            "maillog_file_prefixes = /var",
            "smtpd_peername_lookup = no",
            "smtpd_client_connection_count_limit = 0",
            // Held mail leaves no token for the next one, which would then wait for a second.
            "in_flow_delay = 0",
            "smtpd_recipient_restrictions = check_client_access static:HOLD, permit_mynetworks, reject");

    private final PrivateView view;
    private final Path queue;

    private BenchedPostfix(PrivateView view, Path queue) {
        this.view = view;
        this.queue = queue;
    }

    /** Starts one on port 25 of a host; it listens when this returns. */
    static BenchedPostfix start(LabHost host, Path parent, List<String> domains, int processesMax) throws IOException {
        return start(host, parent, List.of("mydestination = " + String.join(", ", domains),
                "local_recipient_maps =", "default_process_limit = " + processesMax), List.of(), List.of());
    }

    /**
     * One that holds what it takes till {@link #release}, and delivers it then when it is asked to ({@link #flush}), with
     * as many connections and processes as it has by default.
     *
     * @param nextHops lines of a transport map
     */
    static BenchedPostfix startRelaying(LabHost host, Path parent, List<String> nextHops) throws IOException {
        return start(host, parent, List.of("mydestination =", "transport_maps = texthash:/etc/postfix/transport",
                "smtp_dns_support_level = disabled", "smtp_host_lookup = native",
                // Nothing begins before it is asked for.
                "queue_run_delay = 1h"), DELIVERIES, nextHops);
    }

    private static BenchedPostfix start(LabHost host, Path parent, List<String> settings, List<String> services,
            List<String> nextHops) throws IOException {
        Path image = ServerImage.POSTFIX.ready();
        InstanceFolder folder = InstanceFolder.make(parent, "postfix");
        try (Stream<Path> files = Files.list(image.resolve("etc/postfix"))) {
            for (Path file : files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
                Files.copy(file, folder.configuration().resolve(file.getFileName()));
            }
        }
        folder.write("master.cf", both(SERVICES, services));
        folder.write("main.cf", both(SETTINGS, settings));
        folder.write("transport", nextHops);
        Path queue = folder.root().resolve("queue");
        Command.of("cp", "-a", image.resolve("var/spool/postfix").toString(), queue.toString()).run().orThrow();
        Map<Path, String> binds = new LinkedHashMap<>();
        binds.put(folder.configuration(), "/etc/postfix");
        binds.put(folder.logs(), "/var/log/testbed");
        binds.put(queue, "/var/spool/postfix");
        PrivateView view = PrivateView.start(
                host, folder.root(), image, "mx.bench.example", binds, List.of("/usr/lib/postfix/sbin/master", "-d"));
        view.await(() -> view.listens(List.of(25)), Duration.ofSeconds(30), "listen");
        return new BenchedPostfix(view, queue);
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** Its version, as Debian writes it. */
    static String version() {
        return ServerImage.POSTFIX.version();
    }

    /** Its view, in which {@code smtp-source} lies too. */
    PrivateView view() {
        return view;
    }

    /** What was held waits for its turn from now on: it is deferred. */
    void release() {
        view.run("postsuper", "-H", "ALL").orThrow();
    }

    /** Tries everything that waits now; returns when it has been asked for. */
    void flush() {
        view.run("postqueue", "-f").orThrow();
    }

    /** The queue files that it has on disk; it may be at work on them. */
    List<Path> taken() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("hold", "incoming", "active", "deferred")) {
            Files.walkFileTree(queue.resolve(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                    if (failed instanceof NoSuchFileException) { // moved on, or gone, since its folder was read
                        return FileVisitResult.CONTINUE;
                    }
                    throw failed;
                }
            });
        }
        return files;
    }

    /** The pids of its SMTP servers. */
    List<Long> servers() {
        return view.processes(Optional.of("smtpd")).stream().map(ProcessHandle::pid).toList();
    }

    @Override
    public void close() {
        view.close();
    }
}
