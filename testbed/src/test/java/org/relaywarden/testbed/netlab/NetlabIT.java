// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.netlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.servers.Requirements;

/** The lab itself: who reaches whom, what ends with it, and what it cleans up after a run that was killed. */
class NetlabIT {
    @TempDir
    Path folder;

    @BeforeAll
    static void needsRoot() {
        Requirements.needsRealServers();
    }

    private static int reach(LabHost from, String address) {
        // A refused connection comes from the host itself, so the way there and back is open: ECONNREFUSED is 111.
        String program = "use IO::Socket::IP; my $s = IO::Socket::IP->new(PeerHost => $ARGV[0], PeerPort => 9, Timeout => 5);"
                + "exit($! + 0)";
        return from.run(Command.of("perl", "-e", program, address)).exitCode();
    }

    @Test
    void hostsReachEachOtherByTheRouterOnAllTheirAddresses() {
        try (Netlab lab = Netlab.open()) {
            LabHost ann = lab.addHost("ann", "192.0.2.1", "2001:db8:1::1");
            lab.addHost("bob", "198.51.100.1", "203.0.113.9", "2001:db8:2::1");
            for (String address : List.of("198.51.100.1", "203.0.113.9", "2001:db8:2::1")) {
                assertEquals(111, reach(ann, address), address);
            }
            assertEquals(101, reach(ann, "198.51.100.77"), "an address that no host has: the router says so (ENETUNREACH)");
        }
    }

    @Test
    void theRouterCutsOneHostOffByTheLinkThatBearsItsName() {
        try (Netlab lab = Netlab.open()) {
            LabHost ann = lab.addHost("ann", "192.0.2.1");
            lab.addHost("bob", "198.51.100.1");
            lab.addHost("cid", "198.51.100.2");
            lab.router().run(Command.of("ip", "link", "set", "dev", "bob", "down")).orThrow();
            assertNotEquals(111, reach(ann, "198.51.100.1"));
            assertEquals(111, reach(ann, "198.51.100.2"));
        }
    }

    @Test
    void itsEndStopsWhatRunsInItAndNothingElse() throws Exception {
        Process outside = new ProcessBuilder("sleep", "600").start();
        Process inside;
        Process stubborn;
        String namespace;
        try (Netlab lab = Netlab.open()) {
            LabHost ann = lab.addHost("ann", "192.0.2.1");
            namespace = ann.namespace();
            inside = ann.start(List.of("sleep", "600"), Map.of(), folder.resolve("log"));
            stubborn = ann.start(
                    List.of("perl", "-e", "$| = 1; $SIG{TERM} = 'IGNORE'; print 'deaf'; sleep 600"), Map.of(), folder.resolve("log"));
            awaitText(stubborn, folder.resolve("log"), "deaf");
            assertTrue(ann.pids().containsAll(List.of(inside.pid(), stubborn.pid())), "a child's pid is the program's own");
        }
        assertTrue(inside.waitFor(5, TimeUnit.SECONDS) && stubborn.waitFor(5, TimeUnit.SECONDS));
        assertTrue(outside.isAlive());
        outside.destroy();
        assertFalse(Namespace.all().contains(new Namespace(namespace)));
    }

    private static void awaitText(Process process, Path file, String text) throws Exception {
        for (int tries = 0; !Files.readString(file).contains(text); tries++) {
            assertFalse(process.waitFor(20, TimeUnit.MILLISECONDS) || tries > 500, () -> "never said " + text);
        }
    }

    @Test
    void cleansUpAfterAKilledRunAndLeavesALivingOneAlone() throws Exception {
        Process killed = new ProcessBuilder("true").start();
        killed.waitFor();
        Process living = new ProcessBuilder("sleep", "600").start();
        Namespace left = Namespace.make("rw-" + killed.pid() + "-1-mail");
        Namespace others = Namespace.make("rw-" + living.pid() + "-1-mail");
        try {
            Process server = new ProcessBuilder(Command.of("sleep", "600").behind(left.entrance()).words()).start();
            try (Netlab lab = Netlab.open()) {
                assertEquals("router", lab.router().name());
                assertFalse(Namespace.all().contains(left));
                assertTrue(Namespace.all().contains(others));
                assertTrue(server.waitFor(5, TimeUnit.SECONDS), "what ran in it was stopped");
            }
        } finally {
            others.delete();
            living.destroy();
        }
    }

    @Test
    void aCommandThatDoesNotEndIsKilledAndSaysWhatItSaid() {
        try (Netlab lab = Netlab.open()) {
            LabHost ann = lab.addHost("ann", "192.0.2.1");
            var endless = Command.of("perl", "-e", "$| = 1; print 'so far'; sleep 600").within(Duration.ofSeconds(2));
            LabFailure failure = assertThrows(LabFailure.class, () -> ann.run(endless));
            assertTrue(String.valueOf(failure.getMessage()).contains("so far"), failure.getMessage());
            assertEquals(List.of(), ann.pids());
        }
    }
}
