// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.block.Measure;

class PolicyTest {

    private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.7");

    @ParameterizedTest(name = "{0}, uses smarthost {1}, came through it {2}, network block unconfirmed {3}: {6}")
    @CsvSource(delimiter = '|', textBlock = """
        DIAL_UP   | false | false | false | DIAL_UP_FILTER                | -     | E1
        DIAL_UP   | true  | true  | false | DIAL_UP_FILTER                | -     | E1: the filter stops what came in; the smarthost is for abuse by spammers (E6)
        ADSL      | false | false | false | NETWORK_BLOCK                 | PT120H | E4 measure 1, E5
        ADSL      | true  | false | false | NETWORK_BLOCK                 | PT120H | E4: to use the smarthost is not yet one of the cases
        ADSL      | true  | true  | false | NETWORK_BLOCK,SMARTHOST_BLOCK | PT120H | E4 measure 2: a probe came through our smarthost
        ADSL      | false | true  | false | NETWORK_BLOCK,SMARTHOST_BLOCK | PT120H | E4 measure 2: the probe knows better than the books
        ADSL      | true  | false | true  | NETWORK_BLOCK,SMARTHOST_BLOCK | PT120H | E4 measure 2: measure 1 is not confirmed
        ADSL      | false | false | true  | NETWORK_BLOCK                 | PT120H | E4: no smarthost to close
        ELSEWHERE | true  | false | false | SMARTHOST_BLOCK               | -     | E10: the smarthost is the only means
        ELSEWHERE | false | false | false |                               | -     | E10: only a warning
        """)
    void lineAndProofDecide(
            Line line, boolean uses, boolean through, boolean unconfirmed, String measures, String deadline,
            String why) {
        var decision = new Policy(PolicySettings.defaults())
                .decide(new Policy.Situation(line, uses, through, unconfirmed));
        assertEquals(
                measures == null ? "" : measures,
                String.join(",", decision.measures().stream().map(Measure::name).toList()),
                why);
        assertEquals(deadline, decision.deadline().map(Duration::toString).orElse("-"), why);
        assertFalse(decision.why().endsWith("."), "ends no sentence");
    }

    @ParameterizedTest(name = "{6}")
    @CsvSource(delimiter = '|', textBlock = """
        false | 19 | 0  | 1000 | 192.0.2.8/32   | free                      | below all ceilings
        true  | 0  | 0  | 1000 | 192.0.2.8/32   | stop switch               | the stop switch stops all
        false | 20 | 0  | 1000 | 192.0.2.8/32   | 20 automatic blocks       | twenty within the hour, the next one waits for a person
        false | 0  | 19 | 1000 | 192.0.2.8/32   | free                      | 20 of 1000 is two in a hundred
        false | 0  | 20 | 1000 | 192.0.2.8/32   | 21 of 1000                | 21 of 1000 is more
        false | 0  | 9  | 10   | 192.0.2.8/32   | free                      | a small provider's first ten are no share
        false | 0  | 10 | 11   | 192.0.2.8/32   | 11 of 11                  | the eleventh is
        false | 0  | 0  | 1000 | 192.0.2.0/29   | never blocked             | on the never-block list
        false | 0  | 0  | 1000 | 2001:db8::/32  | free                      | another family
        """)
    void brakesHandTheCaseToAPerson(
            boolean stopped, int lastHour, int blocked, int customers, String never, String expected, String why) {
        var brakes = new PolicySettings.Brakes(stopped, 20, 0.02, 10, List.of(AddressRange.parse(never)));
        var settings = new PolicySettings(Duration.ofDays(5), List.of(), brakes);
        String said = new Policy(settings)
                .brake(HOST, new Policy.Load(lastHour, blocked, customers))
                .orElse("free");
        assertTrue(said.contains(expected), why + ": " + said);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/25, 192.0.2.127, true", "192.0.2.0/25, 192.0.2.128, false", "192.0.2.7, 192.0.2.7, true",
        "0.0.0.0/0, 203.0.113.1, true", "::/0, 192.0.2.7, false", "2001:db8:1::/47, 2001:db8:0:1::1, true",
        "2001:db8:2::/47, 2001:db8:4::1, false"
    })
    void rangesHoldWhatSharesTheirPrefix(String range, String address, boolean holds) {
        assertEquals(holds, AddressRange.parse(range).contains(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0/33", "192.0.2.0/-1", "mail.example", "192.0.2.0/x", ""})
    void aRangeThatIsNoneIsRefusedAndNoNameLookedUp(String text) {
        assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
    }

    @Test
    void aBrakeThatWouldNeverLetGoIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PolicySettings.Brakes(false, 0, 0.02, 10, List.of()),
                "that is what the stop switch is for");
        assertThrows(IllegalArgumentException.class, () -> new PolicySettings.Brakes(false, 1, 1.5, 10, List.of()));
    }
}
