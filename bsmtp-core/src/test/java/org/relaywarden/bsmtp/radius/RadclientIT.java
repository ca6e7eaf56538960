// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.signon.SignOn;
import org.relaywarden.bsmtp.signon.SignOnCounter;
import org.relaywarden.bsmtp.signon.SignOnSettings;
import org.relaywarden.bsmtp.signon.StoredSignOns;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.testbed.radius.FreeRadiusServer;
import org.relaywarden.testbed.radius.Radclient;
import org.relaywarden.testbed.servers.Requirements;

/** B5, B6, B16 with FreeRADIUS's own client, the database, and a clock to turn. */
@Timeout(300)
class RadclientIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SECRET = "of-nas-1";
    private static final int STORM = 3_000;

    @TempDir
    Path folder;

    private final List<String> runs = new CopyOnWriteArrayList<>();
    private final RememberedJournal journal = new RememberedJournal();
    private volatile Instant now = NOON;
    private Store store;
    private StoredSignOns signOns;
    private RadiusServer server;
    private Radclient nas;

    @BeforeEach
    void start() throws IOException {
        Requirements.needsFreeRadius();
        store = Store.open(
                StoreSettings.embedded(folder.resolve("db")),
                List.of(new StoreModule("bsmtp", StoredSignOns.entities())));
        TableOfCustomers customers = new TableOfCustomers();
        for (int i = 0; i < STORM; i++) {
            customers = customers.with("u" + i, "alias" + i, "u" + i + ".example", SubscriptionState.ACTIVE);
        }
        signOns = new StoredSignOns(store, customers, journal, SignOnSettings.standard(), () -> now, runs::add);
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        server = RadiusServer.start(
                new RadiusSettings(
                        new InetSocketAddress(loopback, 0),
                        List.of(new RadiusClient(loopback, 32, SECRET)),
                        Set.of("isp.example"),
                        16),
                signOns, journal, () -> now);
        nas = new Radclient(folder, "127.0.0.1:" + server.port(), SECRET);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
            store.close();
        }
    }

    private static String packet(String status, String login, String session, String more) {
        return "Acct-Status-Type = %s, User-Name = \"%s\", Acct-Session-Id = \"%s\", NAS-Identifier = \"nas-1\"%s"
                .formatted(status, login, session, more);
    }

    /** Sends one, and wants an answer. */
    private void says(String status, String login, String session, String more) {
        assertEquals(
                new Radclient.Summary(1, 0), nas.account(List.of(packet(status, login, session, more)), 1, 10),
                status + " of " + session);
    }

    @Test
    void aSessionFromStartToStop() {
        says("Start", "u1@isp.example", "1",
                ", Framed-IP-Address = 198.51.100.7, Calling-Station-Id = \"0205550123\", NAS-Port = 7,"
                        + " NAS-Port-Type = ISDN");
        SignOn session = signOns.open("u1").getFirst();
        assertEquals("nas-1 127.0.0.1 1 7 198.51.100.7 0205550123", String.join(" ", session.nas(),
                session.reportedFrom(), session.session(), session.channel(), session.framedAddress(),
                session.callingStation()));
        assertEquals(NOON, session.beganAt());
        now = NOON.plusSeconds(600);
        says("Interim-Update", "u1@isp.example", "1", "");
        assertEquals(now, signOns.open("u1").getFirst().seenAt());
        says("Stop", "u1@isp.example", "1", "");
        assertEquals(List.of(), signOns.open("u1"));
        assertEquals(List.of("u1"), runs);
    }

    @Test
    void aStormIsRecordedWholeAndOnce() {
        List<String> storm = IntStream.range(0, STORM)
                .mapToObj(i -> packet("Start", "u" + i, "s" + i, ""))
                .toList();

        assertEquals(STORM, nas.account(storm, 200, 20).answered(), "each is answered");
        assertEquals(STORM, runs.size());
        assertEquals(STORM, Set.copyOf(runs).size(), "each login once");

        assertEquals(STORM, nas.account(storm, 200, 20).answered(), "the same sessions in new packets");
        assertEquals(STORM, runs.size(), "start nothing");
        assertTrue(journal.counted(SignOnCounter.DUPLICATES) >= STORM, "and are known as such");
        assertEquals(1, signOns.history("u0", 9).size());
    }

    @Test
    void oneLoginInAStormOfItsOwnGetsOneRun() {
        List<String> storm = IntStream.range(0, 500)
                .mapToObj(i -> packet("Start", "u1", "s" + i, ""))
                .toList();
        assertEquals(500, nas.account(storm, 100, 20).answered());
        assertEquals(List.of("u1"), runs, "B6");
    }

    @Test
    void aFreeRadiusPassesReportsOnAndEndsSessions() {
        try (FreeRadiusServer peer = FreeRadiusServer.start(folder, "of-peer", server.port(), SECRET)) {
            Radclient far = new Radclient(folder, "127.0.0.1:" + peer.accountingPort(), "of-peer");
            assertEquals(
                    new Radclient.Summary(2, 0),
                    far.account(
                            List.of(packet("Start", "u1", "1", ""), packet("Start", "u1", FreeRadiusServer.GONE, "")),
                            1, 10));
            List<SignOn> doubled = signOns.doubleSignOn("u1");
            assertEquals(2, doubled.size(), "B16");

            assertEquals("ended by its access server", ended(peer, "of-peer", doubled.getFirst()).words());
            assertEquals(new Disconnected.Refused(503), ended(peer, "of-peer", doubled.getLast()));
            assertEquals(new Disconnected.Silent(2), ended(peer, "another", doubled.getFirst()), "another secret");
        }
    }

    private Disconnected ended(FreeRadiusServer peer, String secret, SignOn session) {
        List<RadiusClient> clients = List.of(new RadiusClient(InetAddress.ofLiteral("127.0.0.1"), 32, secret));
        int tries = secret.equals("another") ? 2 : 10;
        var settings = new DisconnectSettings(clients, peer.disconnectPort(), tries, Duration.ofSeconds(1));
        return new Disconnects(settings, journal, () -> now).ask(session);
    }

    @Test
    void anotherSecretIsNotAnswered() {
        Radclient stranger = new Radclient(folder, "127.0.0.1:" + server.port(), "of-nas-2");
        assertEquals(
                new Radclient.Summary(0, 1), stranger.account(List.of(packet("Start", "u1", "1", "")), 1, 2));
        assertEquals(List.of(), runs);
        says("Start", "u1", "1", "");
        // One thread reads: with this answer both of the others are judged.
        assertEquals(2, journal.counted(RadiusCounter.UNPROVEN));
        assertEquals(1, journal.of("radius-unproven").size(), "told once a minute");
        assertEquals(List.of("u1"), runs);
    }

    @Test
    void theDelayCountsAndTheClockMayJump() {
        says("Start", "u1", "1", ", Acct-Delay-Time = 1100");
        assertEquals(NOON.minusSeconds(1_100), signOns.last("u1").orElseThrow().beganAt());
        now = NOON.plusSeconds(100);
        says("Start", "u1", "2", "");
        assertEquals(List.of("u1"), runs, "20 minutes after it began, though two minutes after it was heard of");
        now = NOON.plusSeconds(1_301);
        says("Start", "u1", "3", "");
        assertEquals(List.of("u1", "u1"), runs);
        says("Start", "u2", "4", ", Acct-Delay-Time = 1201");
        assertEquals(2, runs.size(), "heard of too late");

        now = NOON.minusSeconds(86_400);
        says("Start", "u1", "5", "");
        assertEquals(List.of("u1", "u1", "u1"), runs, "our clock was set back a day");
        now = NOON.plusSeconds(5 * 86_400);
        says("Start", "u1", "6", "");
        assertEquals(4, runs.size(), "and set forward");
    }

    @Test
    void anAccessServerThatGoesOffOrOnEndsItsSessions() {
        says("Start", "u1", "1", "");
        says("Start", "u2", "2", "");
        now = NOON.plusSeconds(60);
        says("Accounting-Off", "", "x", "");
        assertEquals(List.of(), signOns.open("u1"));
        assertEquals(SignOn.Ending.NAS_RESET, signOns.history("u2", 1).getFirst().ending().orElseThrow());

        says("Start", "u3", "3", "");
        now = NOON.plusSeconds(120);
        says("Accounting-On", "", "y", "");
        assertEquals(List.of(), signOns.open("u3"));
        now = NOON.plusSeconds(121);
        says("Start", "u3", "3", "");
        assertEquals(1, signOns.open("u3").size(), "the name is given again");
        assertEquals(List.of("u1", "u2", "u3"), runs, "two minutes after the one before (B6)");
    }
}
