// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.radius;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.servers.Guard;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.views.PrivateView;

/**
 * A real FreeRADIUS on ports of its own at 127.0.0.1. It passes accounting on to a home server, as a provider's does;
 * and it is asked to end sessions, as an access server is: it ends all but the one of the name {@link #GONE}, which it
 * does not have. Needs no root. It ends with this JVM, however that ends.
 */
public final class FreeRadiusServer implements AutoCloseable {

    /** The Acct-Session-Id of a session that it does not have. */
    public static final String GONE = "gone";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final int accountingPort;
    private final int disconnectPort;
    private final Process program;
    private final Process guard;

    private FreeRadiusServer(int accountingPort, int disconnectPort, Process program) {
        this.accountingPort = accountingPort;
        this.disconnectPort = disconnectPort;
        this.program = program;
        guard = Guard.over(program, "KILL");
    }

    /**
     * Starts one; it answers when this returns.
     *
     * @param parent an existing folder that may hold its own
     * @param secret what its clients, all of 127.0.0.1, share with it
     * @param homePort where at 127.0.0.1 accounting is passed on to
     * @param homeSecret what it shares with that
     * @throws LabFailure when it does not come up, with what it said
     */
    public static FreeRadiusServer start(Path parent, String secret, int homePort, String homeSecret) {
        try {
            var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Path folder = Files.createTempDirectory(parent.toRealPath(), "freeradius-", onlyOwner);
            Path log = Files.createDirectory(folder.resolve("log")).resolve("freeradius.log");
            int accounting = freePort();
            int disconnect = freePort();
            Files.writeString(
                    folder.resolve("radiusd.conf"),
                    settings(folder, secret, homePort, homeSecret, accounting, disconnect));
            Process program = new ProcessBuilder(
                            Requirements.place("freeradius").toString(),
                            "-f",
                            "-X",
                            "-d", folder.toString(),
                            "-n", "radiusd")
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var server = new FreeRadiusServer(accounting, disconnect, program);
            try {
                PrivateView.await(
                        program, folder, () -> PrivateView.text(log).contains("Ready to process requests"), START_LIMIT,
                        "get ready");
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new LabFailure("can't start FreeRADIUS: " + e.getMessage(), e);
        }
    }

    private static int freePort() throws IOException {
        try (var free = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
            return free.getLocalPort();
        }
    }

    private static String settings(
            Path folder, String secret, int homePort, String homeSecret, int accounting, int disconnect) {
        return """
            prefix = /usr
            libdir = /usr/lib/freeradius
            logdir = %1$s/log
            run_dir = %1$s
            modules {
              always ok {
                rcode = ok
              }
              always reject {
                rcode = reject
              }
            }
            client tests {
              ipaddr = 127.0.0.1
              secret = %2$s
            }
            home_server relaywarden {
              type = acct
              ipaddr = 127.0.0.1
              port = %3$d
              secret = %4$s
            }
            home_server_pool relaywarden {
              type = fail-over
              home_server = relaywarden
            }
            realm relaywarden {
              acct_pool = relaywarden
            }
            server accounting {
              listen {
                type = acct
                ipaddr = 127.0.0.1
                port = %5$d
              }
              preacct {
                update control {
                  Proxy-To-Realm := "relaywarden"
                }
                ok
              }
              accounting {
                ok
              }
            }
            server disconnect {
              listen {
                type = coa
                ipaddr = 127.0.0.1
                port = %6$d
              }
              recv-coa {
                if (Acct-Session-Id == "%7$s") {
                  update reply {
                    Error-Cause := 503
                  }
                  reject
                }
                ok
              }
              send-coa {
                ok
              }
            }
            """.formatted(folder, secret, homePort, homeSecret, accounting, disconnect, GONE);
    }

    /** The UDP port where it takes accounting. */
    public int accountingPort() {
        return accountingPort;
    }

    /** The UDP port where it is asked to end sessions. */
    public int disconnectPort() {
        return disconnectPort;
    }

    /** Stops it; its folder stays, for a look at the log. */
    @Override
    public void close() {
        Guard.end(guard, program, STOP_LIMIT);
    }
}
