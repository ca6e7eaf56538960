// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;

/** B5, B6, B16, decision 9. */
class SignOnsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final InetAddress NAS = InetAddress.ofLiteral("192.0.2.1");

    @TempDir
    Path folder;

    private final List<String> runs = new ArrayList<>();
    private final RememberedJournal journal = new RememberedJournal();
    private Instant now = NOON;
    private Store store;
    private SignOns signOns;

    @BeforeEach
    void open() {
        store = Store.open(settings(), List.of(new StoreModule("bsmtp", StoredSignOns.entities())));
        var customers = new TableOfCustomers()
                .with("anna", "a", "anna.example", SubscriptionState.ACTIVE)
                .with("bert", "b", "bert.example", SubscriptionState.ACTIVE);
        signOns = new StoredSignOns(store, customers, journal, SignOnSettings.standard(), () -> now, runs::add);
    }

    StoreSettings settings() {
        return StoreSettings.embedded(folder.resolve("db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /**
     * Kind, session and the second after noon that it happens and is heard of: S a Start, L a Start of a leg, I an
     * Interim, E a Stop, H by hand. The last one decides.
     */
    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
        S1@0                      | Delivers | the first ever
        S1@0 S2@1199              | TooSoon  | a test dial-in (B6)
        S1@0 S2@1200              | TooSoon  | 20 minutes are not longer than 20 minutes
        S1@0 S2@1201              | Delivers | longer than 20 minutes ago
        S1@0 S2@900 S3@1801       | TooSoon  | from the previous sign-on, though that one started nothing
        S1@0 S2@900 S3@1801 S4@3002 | Delivers | quiet at last
        S1@3600 S2@0              | Delivers | our own clock was set back an hour: the future holds nobody up
        S1@0 S1@900 S2@1201       | Delivers | one sent again is no sign-on
        S1@0 I1@900 S2@1201       | Delivers | nor is one that goes on
        S1@0 L2@900 S3@1201       | Delivers | nor is a leg of a multilink
        S1@0 E1@900 S2@1201       | Delivers | nor is an end
        E1@0 S2@1                 | Delivers | nor is the end of a session whose Start never came
        S1@0 H-@900 S2@1201       | TooSoon  | by hand it is one
        I1@0 S2@1200              | TooSoon  | and so is a late Start
        """)
    void twentyMinutesSinceThePreviousSignOn(String events, String last, String reason) {
        for (String event : events.split(" ")) {
            now = NOON.plusSeconds(Long.parseLong(event.substring(3)));
            runs.clear();
            Recorded what = happens(event.charAt(0), event.substring(1, 2));
            if (events.endsWith(event)) {
                assertEquals(last, what.getClass().getSimpleName(), reason);
                assertEquals(last.equals("Delivers") ? List.of("anna") : List.of(), runs, reason);
            }
        }
        String session = events.substring(events.lastIndexOf('@') - 1, events.lastIndexOf('@'));
        assertEquals(last.equals("Delivers"), named(session).askedForRun(), reason);
    }

    private Recorded happens(char kind, String session) {
        return switch (kind) {
            case 'S' -> signOns.record(report("START", "anna", session, "", 1, now));
            case 'L' -> signOns.record(report("START", "anna", session, "", 2, now));
            case 'I' -> signOns.record(report("INTERIM", "anna", session, "", 1, now));
            case 'E' -> signOns.record(report("STOP", "anna", session, "", 1, now));
            case 'H' -> signOns.byHand("anna", "desk-1");
            default -> throw new IllegalArgumentException(kind + session);
        };
    }

    /** Events: kind, session, multilink, links, seconds it happened after noon; all come at 12:10. */
    @ParameterizedTest(name = "{4}")
    @CsvSource(delimiter = '|', textBlock = """
        START:1:-:1:600 START:1:-:1:600                   | Duplicate | 1 | 1 | sent again, its answer was lost
        INTERIM:1:-:1:600                                 | Delivers  | 1 | 1 | its Start never came: one late Start
        INTERIM:1:-:1:600 START:1:-:1:590                 | Duplicate | 1 | 1 | the Start after that counts no more
        START:1:-:1:600 INTERIM:1:-:1:600                 | GoesOn    | 1 | 1 | a known session
        INTERIM:1:-:1:600 INTERIM:1:-:1:600               | GoesOn    | 1 | 1 | one late Start, not two
        START:1:m:1:600 START:2:m:2:600                   | Leg       | 2 | 1 | a second line of a multilink
        START:1:m:1:600 START:2:n:1:600                   | TooSoon   | 2 | 1 | two multilinks are two sessions
        START:1:-:1:600 START:2:-:2:600                   | Leg       | 2 | 1 | two links on one server, without a name
        START:1:-:1:600 STOP:1:-:1:600                    | Ended     | 0 | 1 | signed off
        START:1:-:1:600 STOP:1:-:1:600 STOP:1:-:1:600     | Duplicate | 0 | 1 | signed off once
        START:1:-:1:500 STOP:1:-:1:600 START:1:-:1:500    | Duplicate | 0 | 1 | the Start again, after the end
        START:1:-:1:500 STOP:1:-:1:550 START:1:-:1:600    | TooSoon   | 1 | 1 | the server gave the name again
        START:1:-:1:300 STOP:1:-:1:400 INTERIM:1:-:1:600  | TooSoon   | 1 | 1 | the same, and its Start was lost
        START:1:-:1:300 STOP:1:-:1:400 INTERIM:1:-:1:430  | GoesOn    | 0 | 1 | overtaken by the end
        START:1:-:1:300 NAS_ON:-:-:1:400 INTERIM:1:-:1:600 | TooSoon  | 1 | 1 | a server that came up has no old ones
        STOP:1:-:1:600 START:1:-:1:590                    | TooLate   | 0 | 0 | overtaken by its own end
        START:1:-:1:500 NAS_ON:-:-:1:600                  | NasReset  | 0 | 1 | the server came up
        START:1:-:1:500 NAS_OFF:-:-:1:400                 | NasReset  | 1 | 1 | it went off before this session began
        START:1:-:1:-601                                  | TooLate   | 1 | 0 | heard of 20 minutes and a second late
        START:1:-:1:-600                                  | Delivers  | 1 | 1 | heard of 20 minutes late
        START:1:-:1:90000                                 | Delivers  | 1 | 1 | a server whose clock is ahead
        """)
    void whatAReportMeans(String events, String last, int open, int asked, String reason) {
        now = NOON.plusSeconds(600);
        Recorded what = new Recorded.UnknownLogin("");
        for (String event : events.split(" ")) {
            String[] part = event.split(":");
            what = signOns.record(report(part[0], "anna", part[1].replace("-", ""), part[2].replace("-", ""),
                    Integer.parseInt(part[3]), NOON.plusSeconds(Long.parseLong(part[4]))));
        }
        assertEquals(last, what.getClass().getSimpleName(), reason);
        assertEquals(open, signOns.open("anna").size(), reason);
        assertEquals(asked, runs.size(), reason);
    }

    @Test
    void aDoubleSignOnIsShownWithBothSessionsUntilSomebodyClearsIt() {
        signOns.record(report("START", "ANNA", "1", "m", 1, now));
        signOns.record(report("START", "anna", "2", "m", 2, now));
        assertEquals(List.of(), signOns.doubleSignOn("anna"), "legs of one multilink (B16)");

        signOns.record(report("START", "anna", "3", "", 1, now));
        assertEquals(3, signOns.doubleSignOn("anna").size(), "all that is open");
        assertEquals(List.of("anna"), signOns.loginsWithDoubleSignOn());
        assertEquals(1, journal.of("double-sign-on").size());

        assertEquals(3, signOns.clear("anna", "desk-1", "asked by phone").size());
        assertEquals(List.of(), signOns.loginsWithDoubleSignOn());
        SignOn cleared = signOns.history("anna", 1).getFirst();
        assertEquals(Optional.of(SignOn.Ending.CLEARED), cleared.ending());
        assertEquals("desk-1: asked by phone", cleared.endedBy() + ": " + cleared.endedWhy(), "recorded (B16)");

        now = now.plusSeconds(60);
        signOns.record(report("STOP", "anna", "2", "", 1, now));
        SignOn borneOut = named("2");
        assertEquals(Optional.of(SignOn.Ending.CLEARED), borneOut.ending(), "its Stop does not hide who cleared it");
        signOns.record(report("INTERIM", "anna", "3", "", 1, now));
        assertEquals(1, signOns.open("anna").size(), "cleared here, yet still on: it is shown");
    }

    @Test
    void aLostStopShowsNoDoubleSignOnForEver() {
        signOns.record(report("START", "anna", "1", "", 1, now));
        now = NOON.plus(SignOnSettings.standard().silenceMax());
        signOns.record(report("START", "anna", "2", "", 1, now));
        assertEquals(2, signOns.doubleSignOn("anna").size(), "heard of a day ago: it may be on");
        assertEquals(List.of("anna"), signOns.loginsWithDoubleSignOn());

        now = now.plusSeconds(1);
        assertEquals(List.of(), signOns.doubleSignOn("anna"), "nothing was heard of the first for longer than a day");
        assertEquals(List.of(), signOns.loginsWithDoubleSignOn());

        signOns.record(report("INTERIM", "anna", "1", "", 1, now));
        assertEquals(2, signOns.doubleSignOn("anna").size(), "it lives after all");
    }

    @Test
    void aChannelCarriesOneSession() {
        signOns.record(onChannel("START", "anna", "1", "7"));
        signOns.record(onChannel("START", "bert", "2", "8"));
        now = now.plusSeconds(60);
        signOns.record(onChannel("START", "bert", "3", "7"));
        assertEquals(Optional.of(SignOn.Ending.CHANNEL_TAKEN), named("1").ending(), "somebody else is there now");
        assertEquals(2, signOns.doubleSignOn("bert").size(), "his other one is on another channel");

        now = now.plusSeconds(60);
        signOns.record(onChannel("INTERIM", "anna", "1", "7"));
        assertEquals(1, signOns.open("anna").size(), "it lives, so the server's channels carry more than one");
        signOns.record(onChannel("START", "anna", "4", ""));
        assertEquals(2, signOns.doubleSignOn("anna").size(), "no channel was named: it ends nothing");
    }

    private SignOn named(String session) {
        return signOns.history("anna", 9).stream()
                .filter(one -> one.session().equals(session))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void byHandFollowsTheSameRuleAndIsNoSession() {
        assertEquals(new Recorded.Delivers("anna"), signOns.byHand("anna", "desk-1"));
        now = now.plusSeconds(1200);
        assertEquals("TooSoon", signOns.record(report("START", "anna", "1", "", 1, now)).getClass().getSimpleName());
        assertEquals(List.of("anna"), runs);
        assertEquals(List.of(), signOns.doubleSignOn("anna"));
        assertEquals(new Recorded.UnknownLogin("eve"), signOns.byHand("eve", "desk-1"));
    }

    @Test
    void nobodyInTheBooksIsKept() {
        assertEquals(new Recorded.UnknownLogin("eve"), signOns.record(report("START", "eve", "1", "", 1, now)));
        assertEquals(new Recorded.UnknownLogin("eve"), signOns.record(report("STOP", "eve", "1", "", 1, now)));
        assertEquals(List.of(), signOns.history("eve", 9));
        assertEquals(List.of(), runs);
    }

    @Test
    void theHistoryIsForgottenByAge() {
        signOns.record(report("START", "anna", "1", "", 1, now));
        now = now.plusSeconds(86_400);
        signOns.record(report("START", "anna", "2", "", 1, now));
        assertEquals(0, signOns.purge(NOON), "not before its age");
        assertEquals(1, signOns.purge(NOON.plusSeconds(1)), "never ended, and not heard of since");
        assertEquals("2", signOns.history("anna", 9).getFirst().session());
    }

    private Accounting onChannel(String kind, String login, String session, String channel) {
        return new Accounting(Accounting.Kind.valueOf(kind), login, "nas-1", NAS, session, Optional.empty(), 1,
                Optional.of(channel).filter(name -> !name.isEmpty()), Optional.empty(), "", now);
    }

    private static Accounting report(
            String kind, String login, String session, String multi, int links, Instant happenedAt) {
        return new Accounting(Accounting.Kind.valueOf(kind), login, "nas-1", NAS, session,
                Optional.of(multi).filter(name -> !name.isEmpty()), links, Optional.empty(), Optional.empty(),
                "0205550123", happenedAt);
    }
}
