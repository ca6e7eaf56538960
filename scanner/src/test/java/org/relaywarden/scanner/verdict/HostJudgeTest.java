// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;

/** One host by several paths (section X of the battery). */
class HostJudgeTest {

    /** A path is a port, an s for STARTTLS, and what was seen there: sound, open, taken, login, tls, put off, away. */
    @ParameterizedTest(name = "{0} is {1}, complete {2}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            25=sound                             | CLOSED       | true  | own postmaster    | one path
            25=sound 25s=sound 587=login         | CLOSED       | true  | own postmaster    | closed on each
            25=sound 587=open                    | OPEN         | true  | On port 587: The  | only on 587
            25=sound 25s=open                    | OPEN         | true  | after STARTTLS    | only behind STARTTLS
            25=open 587=sound                    | OPEN         | true  | S1 came back.     | the main path needs no name
            25=away 587=open                     | OPEN         | false | On port 587       | 25 is shut, 587 relays
            25=sound 587=away                    | CLOSED       | true  | own postmaster    | a port nobody answers is no way in
            25=sound 587=tls 587s=login          | CLOSED       | true  | own postmaster    | wants encryption, and inside it a login
            25=sound 587=tls                     | MASKED       | true  | On port 587       | what is behind it was not seen
            25=tls 25s=sound                     | CLOSED       | true  | Wants encryption  | 530 STARTTLS first, sound inside
            25=tls 25s=open                      | OPEN         | true  | after STARTTLS    | and open inside
            25=sound 25s=put-off                 | INCONCLUSIVE | false | after STARTTLS    | not settled inside
            25=sound 587=taken                   | SUSPECT      | true  | On port 587       | took a message there
            25=away                              | UNREACHABLE  | false | Nothing answered  | no way in at all
            25=away 587=sound                    | UNREACHABLE  | false | Nothing answered  | 25 decides, and never lifts so
            """)
    void theWeightiestPathDecides(String paths, VerdictKind kind, boolean complete, String reason, String why) {
        List<HostJudge.PathSeen> seen = new ArrayList<>();
        for (String path : paths.split(" ")) {
            String place = path.substring(0, path.indexOf('='));
            boolean inside = place.endsWith("s");
            int port = Integer.parseInt(inside ? place.substring(0, place.length() - 1) : place);
            seen.add(new HostJudge.PathSeen(
                    new TestPath(port, inside ? Security.STARTTLS : Security.PLAIN),
                    seen(path.substring(path.indexOf('=') + 1))));
        }

        assertEquals(kind, HostJudge.of(seen).kind(), why);
        assertTrue(HostJudge.of(seen).reason().contains(reason), HostJudge.of(seen).reason());
        assertEquals(complete, HostJudge.isComplete(seen), why);
    }

    private static Observed seen(String what) {
        SequencedMap<TestId, Outcome> outcomes = new LinkedHashMap<>();
        Outcome each =
                switch (what) {
                    case "login" -> Outcome.AUTH_REQUIRED;
                    case "tls" -> Outcome.TLS_REQUIRED;
                    case "away" -> Outcome.DROPPED;
                    default -> Outcome.REFUSED_RELAY;
                };
        Battery.tier1().forEach(test -> outcomes.put(test.id(), each));
        if (each == Outcome.REFUSED_RELAY) {
            outcomes.put(Battery.POSTMASTER, Outcome.RECIPIENT_TAKEN);
        }
        switch (what) {
            case "open" -> outcomes.put(Battery.OUTSIDER, Outcome.RETURNED);
            case "taken" -> outcomes.put(Battery.OUTSIDER, Outcome.ACCEPTED);
            case "put-off" -> outcomes.put(Battery.OUTSIDER, Outcome.DEFERRED);
            default -> {}
        }
        Observed.Reach reach = what.equals("away") ? Observed.Reach.NO_CONNECTION : Observed.Reach.CONNECTED;
        return new Observed(outcomes, reach, Observed.Standpoint.OUTSIDE);
    }
}
