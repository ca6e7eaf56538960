// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.enforcement.block.BlockDriver.Outcome;
import org.relaywarden.enforcement.block.BlockDriver.Repair;
import org.relaywarden.enforcement.block.BlockDriver.Result;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.DryRunDriver;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.Requirements;

/** A router, a customer's host behind it, and who may reach it: real packets through real rules (E1, E2, E4). */
@Timeout(300)
final class NftablesDriverIT {

    private static final String HOST = "198.51.100.11";
    private static final String HOST_IPV6 = "2001:db8:1::11";
    private static final BlockRecord BLOCK = Books.asked(1, "ann", HOST, 25);

    @TempDir
    private Path folder;

    private Netlab lab;
    private LabHost customer;
    private NftablesDriver driver;
    private final Map<String, LabHost> callers = new LinkedHashMap<>();

    @BeforeAll
    static void router() {
        Requirements.needsRouter();
    }

    @BeforeEach
    void build() throws Exception {
        lab = Netlab.open();
        customer = lab.addHost("customer", HOST, HOST_IPV6);
        callers.put("outside", lab.addHost("outside", "203.0.113.9", "2001:db8:9::9"));
        callers.put("neighbour", lab.addHost("neighbour", "198.51.100.12", "2001:db8:2::12"));
        callers.put("delivery", lab.addHost("delivery", "192.0.2.10", "2001:db8:a::10"));
        callers.put("probe", lab.addHost("probe", "192.0.2.130", "2001:db8:b::1"));
        driver = new NftablesDriver(
                Books.settings(List.of("ip", "netns", "exec", lab.router().namespace(), "/usr/sbin/nft")),
                () -> List.of(
                        Books.customer("ann", HOST, HOST_IPV6),
                        Books.customer("bob", "198.51.100.12", "2001:db8:2::12")));
        start(customer, "listener", "listen", "25", "80", "2525");
        await("listener", "listening");
    }

    @AfterEach
    void takeDown() {
        lab.close();
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private void start(LabHost host, String name, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                Peer.class.getName()));
        words.addAll(List.of(arguments));
        host.start(words, Map.of(), log(name));
    }

    /** Waits without a pause of its own: a process that does nothing for a moment is the pause. */
    private void await(String name, String text) throws Exception {
        Instant latest = Instant.now().plus(Duration.ofSeconds(20));
        while (!Files.exists(log(name)) || !Files.readString(log(name)).contains(text)) {
            assertTrue(Instant.now().isBefore(latest), () -> name + ": no " + text + " in " + read(log(name)));
            new ProcessBuilder("sleep", "0.1").start().waitFor(1, TimeUnit.SECONDS);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            return missing.toString();
        }
    }

    /** What a caller gets: the banner's code, or how it is turned away. */
    private String call(String caller, String address, int port) {
        Command.Outcome outcome = callers.get(caller).run(Command.of(
                "timeout", "5", "bash", "-c", "exec 3<>/dev/tcp/$0/$1 && read -r -n 3 <&3 && echo \"$REPLY\"",
                address, String.valueOf(port)));
        return outcome.exitCode() == 0
                ? outcome.output().strip()
                : outcome.errors().contains("refused") ? "refused" : "silence";
    }

    private void assertReach(String why, boolean blocked) {
        for (String address : List.of(HOST, HOST_IPV6)) {
            for (String caller : callers.keySet()) {
                boolean ours = caller.equals("delivery") || caller.equals("probe");
                assertEquals(
                        blocked && !ours ? "refused" : "220",
                        call(caller, address, 25),
                        () -> why + ": " + caller + " to " + address + " port 25");
            }
            assertEquals("220", call("outside", address, 80), () -> why + ": port 80 of " + address);
        }
    }

    private String nft(String... arguments) {
        List<String> words = new ArrayList<>(List.of("/usr/sbin/nft"));
        words.addAll(List.of(arguments));
        return lab.router().run(Command.of(words)).orThrow().output();
    }

    private static Map<Long, Outcome> confirmed(long... ids) {
        Map<Long, Outcome> confirmed = new LinkedHashMap<>();
        for (long id : ids) {
            confirmed.put(id, new Outcome.Confirmed());
        }
        return confirmed;
    }

    private void assertRight(Result result, String... repairs) {
        assertEquals(Optional.empty(), result.fault());
        assertTrue(result.outcomes().values().stream().allMatch(Outcome.Confirmed.class::isInstance), result::toString);
        List<String> found = result.repairs().stream().map(Repair::what).toList();
        assertEquals(repairs.length, found.size(), found::toString);
        for (int at = 0; at < repairs.length; at++) {
            assertTrue(found.get(at).contains(repairs[at]), found.get(at));
        }
    }

    @Test
    void onlyDeliveryAndProbeAddressesReachABlockedHostUntilTheLift() {
        assertRight(driver.putRight(List.of()));
        assertReach("nothing is blocked yet", false);

        assertEquals(confirmed(1), driver.apply(List.of(BLOCK), List.of(BLOCK)).outcomes());
        assertReach("E1, E4", true);
        assertEquals("220", call("outside", HOST, 2525), "no relay was proven on that port");
        assertEquals("220", callOfTheCustomer(), "what the host itself begins is not touched");

        BlockRecord proven = Books.asked(2, "ann", HOST, 2525);
        assertEquals(confirmed(2), driver.apply(List.of(proven), List.of(BLOCK, proven)).outcomes());
        assertEquals("refused", call("outside", HOST_IPV6, 2525), "every port proved open");

        assertEquals(confirmed(2), driver.apply(List.of(Books.released(proven)), List.of(BLOCK)).outcomes());
        assertEquals("220", call("outside", HOST, 2525));
        assertReach("port 25 was wanted by both", true);

        assertEquals(confirmed(1), driver.apply(List.of(Books.released(BLOCK)), List.of()).outcomes());
        assertEquals(confirmed(1), driver.apply(List.of(Books.released(BLOCK)), List.of()).outcomes(), "twice is once");
        assertReach("lifted", false);
    }

    private String callOfTheCustomer() {
        start(callers.get("outside"), "other", "listen", "25");
        try {
            await("other", "listening");
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
        callers.put("customer", customer);
        try {
            return call("customer", "203.0.113.9", 25);
        } finally {
            callers.remove("customer");
        }
    }

    @Test
    void aLiveSessionFromOutsideIsCutAtBothEndsAndOneOfOursGoesOn() throws Exception {
        nft("add", "table", "inet", "usual");
        nft("add", "chain", "inet", "usual", "forward", "{ type filter hook forward priority filter ; policy drop ; }");
        nft("add", "rule", "inet", "usual", "forward", "ct", "state", "established,related", "accept");
        nft("add", "rule", "inet", "usual", "forward", "accept");
        for (String address : List.of(HOST, HOST_IPV6)) {
            start(callers.get("outside"), "outside-" + address, "hold", address, "25");
            start(callers.get("delivery"), "delivery-" + address, "hold", address, "25");
            await("outside-" + address, "begun");
            await("delivery-" + address, "begun");
        }
        assertRight(driver.apply(List.of(BLOCK), List.of(BLOCK)));
        for (String peer : List.of("203.0.113.9", "2001:db8:9:0:0:0:0:9")) {
            await("listener", "cut " + peer);
        }
        for (String address : List.of(HOST, HOST_IPV6)) {
            await("outside-" + address, "cut");
            assertFalse(read(log("delivery-" + address)).contains("cut"), "E2: mail of ours goes on");
        }
    }

    @Test
    void whatHappensBehindOurBackIsRepairedAndOthersTablesAreLeftAlone() {
        nft("add", "table", "inet", "theirs");
        nft("add", "set", "inet", "theirs", "blocked_ipv4", "{ type ipv4_addr ; }");
        nft("add", "element", "inet", "theirs", "blocked_ipv4", "{ 198.51.100.99 comment \"relaywarden case 1\" }");
        String theirs = nft("list", "table", "inet", "theirs");
        BlockRecord bob = Books.asked(2, "bob", "198.51.100.12", 25);
        assertRight(driver.apply(List.of(BLOCK, bob), List.of(BLOCK, bob)));
        List<BlockRecord> standing = List.of(Books.on(BLOCK), Books.on(bob));
        String ours = nft("list", "table", "inet", "relaywarden");
        assertRight(driver.putRight(standing));

        nft("delete", "element", "inet", "relaywarden", "blocked_ipv4", "{ " + HOST + " . 25 }");
        assertRight(driver.putRight(standing), "the device lacked 198.51.100.11 port 25");

        nft("add", "element", "inet", "relaywarden", "blocked_ipv4", "{ 198.51.100.77 . 25 }");
        nft("add", "element", "inet", "relaywarden", "blocked_ipv6",
                "{ 2001:db8:7::/64 . 25 comment \"relaywarden case 7\" }");
        Result extra = driver.putRight(standing);
        assertEquals(2, extra.repairs().size(), extra::toString);
        assertTrue(extra.repairs().stream().anyMatch(repair -> repair.caseNumber().orElse(0) == 7), extra::toString);

        nft("flush", "set", "inet", "relaywarden", "passing_ipv4");
        assertEquals("refused", call("delivery", HOST, 25), "so that the repair is seen to matter");
        assertRight(driver.putRight(standing), "passing_ipv4");
        nft("add", "element", "inet", "relaywarden", "passing_ipv6", "{ 2001:db8:9::9 }");
        assertRight(driver.putRight(standing), "passing_ipv6");

        nft("flush", "chain", "inet", "relaywarden", "relay_rules");
        assertEquals("220", call("outside", HOST, 25), "so that the repair is seen to matter");
        assertRight(driver.putRight(standing), "not of the form");
        assertEquals(ours, nft("list", "table", "inet", "relaywarden"), "all as it was");
        assertReach("put right", true);
        assertEquals(theirs, nft("list", "table", "inet", "theirs"), "not ours to touch");

        nft("flush", "ruleset");
        Result flushed = driver.putRight(standing);
        assertRight(flushed, "was gone", "lost the block", "lost the block");
        assertEquals(ours, nft("list", "table", "inet", "relaywarden"));
        assertReach("after a flushed ruleset", true);
    }

    @Test
    void whatSomebodyPutIntoOurSetsIsUnderstoodOrSweptOut() {
        assertRight(driver.apply(List.of(BLOCK), List.of(BLOCK)));
        String ours = nft("list", "table", "inet", "relaywarden");
        nft("add", "element", "inet", "relaywarden", "blocked_ipv6", "{ 2001:db8:8::-2001:db8:9:: . 25 }");
        assertRight(driver.putRight(List.of(Books.on(BLOCK))), "not of the form");
        assertEquals(ours, nft("list", "table", "inet", "relaywarden"));
    }

    @Test
    void aDryRunLooksAndTouchesNothing() {
        assertEquals(0, ((DryRunDriver.Remains.Look.Held) driver.look()).elements());
        assertEquals("", nft("list", "ruleset"), "looking makes no table");
        driver.apply(List.of(BLOCK), List.of(BLOCK));
        assertEquals(2, ((DryRunDriver.Remains.Look.Held) driver.look()).elements());
    }
}
