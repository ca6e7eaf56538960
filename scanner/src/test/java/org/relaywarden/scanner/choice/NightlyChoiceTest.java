// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Depth;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.verdict.VerdictKind;

/** Decision 14, by nights that pass. */
class NightlyChoiceTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T02:00:00Z");
    private static final NightlyChoice CHOICE = new NightlyChoice(4);

    @ParameterizedTest(name = "last {0}, {1} nights ago, suspect {2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -            | 0 | false | TIER_1 | nothing is known of it
            CLOSED       | 1 | false | LIGHT  | sound last night
            CLOSED       | 8 | false | TIER_1 | nights were left out: Tier 1 is older than seven nights
            INCONCLUSIVE | 1 | false | TIER_1 | something is not settled
            SUSPECT      | 1 | false | FULL   | took a message: each form that it takes is to have one
            BACKSCATTER  | 1 | false | FULL   | the same, and what it passes on does not bounce
            UNREACHABLE  | 1 | false | TIER_1 | may be back
            CLOSED       | 1 | true  | FULL   | an open case or a lead: the whole each time
            """)
    void aNightIsLightForSoundHostsAlone(
            VerdictKind last, int nightsAgo, boolean suspect, Depth depth, String why) {
        Instant now = FIRST.plus(Duration.ofDays(nightsAgo));

        assertEquals(
                depth,
                CHOICE.of(ScanRequest.nightly(), wholeAt(FIRST, Optional.ofNullable(last)), suspect, now)
                        .depth(),
                why);
    }

    @ParameterizedTest(name = "last {0}: {1}")
    @CsvSource(textBlock = """
            INCONCLUSIVE, FULL
            CLOSED,       LIGHT
            UNREACHABLE,  TIER_1
            """)
    void aHostThatRefusesMessagesAndNoRecipientsIsAskedAll(VerdictKind last, Depth depth) {
        History late = new History(
                Optional.of(last), true, Optional.of(FIRST), wholeAt(FIRST, Optional.empty()).answeredAt());

        assertEquals(depth, CHOICE.of(ScanRequest.nightly(), late, false, FIRST.plus(Duration.ofDays(1))).depth());
    }

    @Test
    void withinSevenNightsAllOfTier1IsAskedAndTier2ByTurns() {
        Map<TestId, Instant> answered = new HashMap<>(wholeAt(FIRST, Optional.empty()).answeredAt());
        Set<String> tier2 = new HashSet<>();
        Instant whole = FIRST;
        for (int night = 1; night <= 200; night++) {
            Instant now = FIRST.plus(Duration.ofDays(night));
            Chosen chosen =
                    CHOICE.of(ScanRequest.nightly(), history(Optional.of(whole), answered), false, now);

            assertEquals(night % 28 == 0 ? Depth.TIER_1 : Depth.LIGHT, chosen.depth(), "night " + night);
            if (chosen.depth() == Depth.LIGHT) {
                assertOneConnection(chosen);
            } else {
                whole = now; // by every path
            }
            chosen.tests().forEach(test -> answered.put(test.id(), now));
            chosen.tests().stream().filter(test -> test.tier() == 2).forEach(test -> tier2.add(test.id().value()));
            for (RelayTest test : Battery.tier1()) {
                Duration age = Duration.between(answered.get(test.id()), now);
                assertTrue(age.compareTo(Duration.ofDays(7)) <= 0, test.id() + " is " + age + " old, night " + night);
            }
        }
        long all = Battery.upTo(2).stream().filter(test -> test.tier() == 2).count();
        assertEquals(all, tier2.size(), "tier 2 comes round, too");
    }

    @Test
    void aRetestAsksTier1AndWhatConvicted() {
        // Decision 15
        ScanRequest request = new ScanRequest(
                        Optional.of("acme"), Vantage.INSIDE, ScanRequest.Cause.RETEST, Optional.of(7L))
                .with(List.of(new TestId("R16c"), new TestId("S1"), new TestId("R1s")));

        Chosen chosen = CHOICE.of(request, History.NONE, true, FIRST);
        List<String> asked = chosen.tests().stream()
                .map(test -> test.id().value())
                .toList();

        assertEquals(Battery.tier1().size() + 2, asked.size(), "S1 is not asked twice");
        assertEquals(List.of("R16c", "R1s"), asked.subList(asked.size() - 2, asked.size()));
        assertEquals(request.also(), chosen.convicted(), "they go first");
    }

    private static void assertOneConnection(Chosen chosen) {
        assertEquals(Battery.POSTMASTER, chosen.tests().getFirst().id(), "refusals want their control");
        assertTrue(chosen.tests().size() <= 5, "at most four can be refused: " + chosen.tests());
        assertEquals(1, chosen.tests().stream().map(RelayTest::hello).distinct().count(), "one greeting");
    }

    private static History wholeAt(Instant night, Optional<VerdictKind> last) {
        Map<TestId, Instant> answered = new HashMap<>();
        Battery.tier1().forEach(test -> answered.put(test.id(), night));
        return new History(last, false, Optional.of(night), answered);
    }

    private static History history(Optional<Instant> whole, Map<TestId, Instant> answered) {
        return new History(Optional.of(VerdictKind.CLOSED), false, whole, answered);
    }
}
