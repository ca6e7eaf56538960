// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.PrivateView;

/**
 * A real name server, dnsmasq, that knows what a test tells it and asks nobody: names below {@code example} that it was not
 * told of are not there. On a loopback address and a port of its own; needs no root. Or on a host of a lab, where all servers of
 * that host find it without being told. It ends with this JVM, however that ends.
 */
public final class DnsmasqServer implements AutoCloseable {
    private static final int DNS_PORT = 53;
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final InetSocketAddress address;
    private final Process program;
    private final Process guard;

    private DnsmasqServer(InetSocketAddress address, Process program) {
        this.address = address;
        this.program = program;
        guard = Guard.over(program, "KILL");
    }

    /**
     * Starts one; it answers when this returns.
     *
     * @param parent an existing folder for its log
     * @param records what it knows, as dnsmasq's own options: {@code --mx-host=a.example,mx.example,10}
     * @throws LabFailure when it does not come up, with what it said
     */
    public static DnsmasqServer start(Path parent, String... records) {
        try {
            Path folder = Files.createTempDirectory(parent.toRealPath(), "dnsmasq-");
            Files.createDirectory(folder.resolve("log"));
            InetSocketAddress address = freeAddress();
            Process program = new ProcessBuilder(words(address, records))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").resolve("dnsmasq.log").toFile())
                    .start();
            var server = new DnsmasqServer(address, program);
            return server.once(server::listens, folder);
        } catch (IOException e) {
            throw new LabFailure("can't start dnsmasq: " + e.getMessage(), e);
        }
    }

    /**
     * Starts one on the loopback of a lab's host, port 53: where a resolver asks that was told of no name server (resolv.conf(5)),
     * such as those of the real servers there, once they {@linkplain PostfixServer#askDns ask DNS} at all.
     */
    public static DnsmasqServer startOn(LabHost host, Path parent, String... records) {
        try {
            Path folder = Files.createTempDirectory(parent.toRealPath(), "dnsmasq-" + host.name() + "-");
            Path log = Files.createDirectory(folder.resolve("log")).resolve("dnsmasq.log");
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), DNS_PORT);
            Process program = host.start(words(address, records), Map.of(), log);
            // Its doors are open by then.
            return new DnsmasqServer(address, program)
                    .once(() -> PrivateView.text(log).contains(": started, version "), folder);
        } catch (IOException e) {
            throw new LabFailure("can't start dnsmasq on " + host + ": " + e.getMessage(), e);
        }
    }

    private DnsmasqServer once(BooleanSupplier ready, Path folder) {
        try {
            PrivateView.await(program, folder, ready, START_LIMIT, "listen");
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static List<String> words(InetSocketAddress address, String... records) {
        var words = new ArrayList<>(List.of(
                Requirements.place("dnsmasq").toString(),
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--pid-file",
                "--user=" + System.getProperty("user.name"),
                "--log-facility=-",
                "--log-queries",
                "--no-resolv",
                "--no-hosts",
                "--no-negcache",
                "--local=/example/",
                "--bind-interfaces",
                "--listen-address=" + address.getAddress().getHostAddress(),
                "--port=" + address.getPort()));
        words.addAll(List.of(records));
        return words;
    }

    /** A port that is free for both. */
    private static InetSocketAddress freeAddress() {
        InetAddress address = OwnAddress.draw();
        try (var tcp = new ServerSocket(0, 1, address);
                var udp = new DatagramSocket(new InetSocketAddress(address, tcp.getLocalPort()))) {
            return new InetSocketAddress(address, udp.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It opens both its doors before it answers at either. */
    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(address, (int) STOP_LIMIT.toMillis());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where it answers, by UDP and by TCP. */
    public InetSocketAddress address() {
        return address;
    }

    /** Stops it; a second call does nothing. */
    @Override
    public void close() {
        Guard.end(guard, program, STOP_LIMIT);
    }
}
