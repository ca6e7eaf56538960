// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.verdict.Observed.Reach;
import org.relaywarden.scanner.verdict.Observed.Standpoint;

/** One verdict for a host that was looked at from several places (S6, decisions 13 and 15). */
class VantagesTest {

    /**
     * From o outside, p behind STARTTLS there, 2 our second outside address, i inside, j behind STARTTLS there, or b
     * inside of our block; and what was seen from there.
     */
    @ParameterizedTest(name = "{0} is {1}, complete {2}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            o=open  i=sound           | OPEN          | true  | S1 came back.                         | proof from outside is proof
            o=sound i=open            | OPEN_INTERNAL | true  | inside our network; from outside it refused to relay. | X6: it trusts our range
            o=away  i=open            | OPEN_INTERNAL | false | from outside nothing answered.        | a firewall keeps the world out, not our customers
            o=shut  i=open            | OPEN_INTERNAL | true  | from outside it refused us.           | so do rules of its own
            o=put-off i=open          | OPEN_INTERNAL | false | from outside nothing was settled.     | outside is not settled
            o=taken i=open            | OPEN_INTERNAL | true  | from outside nothing was settled.     | a proof outweighs what came to nothing
            o=sound i=taken           | SUSPECT       | true  | From inside: Took the probe of S1; it has not come back, and no bounce came; from outside it refused to relay. | taken from inside is no proof
            o=taken i=sound           | SUSPECT       | true  | Took the probe of S1                  | the world's view
            o=sound i=bounced         | BACKSCATTER   | true  | From inside: Took the probe of S1     | and bounced it
            o=sound i=sound           | CLOSED        | true  | own postmaster.                       | closed from both
            o=sound i=away            | CLOSED        | true  | own postmaster.                       | outside decides
            o=sound i=put-off         | CLOSED        | true  | own postmaster.                       | outside decides
            o=sound i=masked          | CLOSED        | true  | own postmaster.                       | outside decides
            o=away  i=sound           | CLOSED        | true  | Shielded by its own firewall: nothing answers from outside. From inside: Refused to relay each time | decision 13, B14: normal, and lifts
            o=away  i=sound j=sound   | CLOSED        | true  | Shielded                              | on each path inside
            o=away  i=sound j=open    | OPEN_INTERNAL | false | On port 25 after STARTTLS             | one path inside is open
            o=away  i=sound j=put-off | INCONCLUSIVE  | false | From inside: On port 25 after STARTTLS | inside is not settled
            o=away  i=login           | CLOSED        | true  | From inside: Takes nothing from anyone who has not logged in. | a login is a sound refusal
            o=away  i=put-off         | INCONCLUSIVE  | false | From inside: The control              | tested again
            o=away  i=masked          | MASKED        | false | From inside: Refused even mail        | never lifts
            o=away  i=away            | UNREACHABLE   | false | Nor did anything from inside          | nobody there
            o=away                    | UNREACHABLE   | false | Nothing answered.                     | one look
            o=shut  i=sound           | MASKED        | true  | own postmaster                        | is it the world that is refused, or the tester?
            o=masked i=sound          | MASKED        | true  | own postmaster                        | refused us, not the world
            o=put-off i=sound         | INCONCLUSIVE  | false | The control, mail to                  | outside answers, and is not settled
            o=away 2=away i=sound     | CLOSED        | true  | Shielded                              | nobody outside gets in
            o=shut 2=shut i=sound     | CLOSED        | true  | it refuses each address outside. From inside | refuses the world alike: no test blocker
            o=away 2=shut i=sound     | CLOSED        | true  | Shielded                              | shut one way or the other
            o=shut 2=away i=sound     | CLOSED        | true  | Shielded                              | shut one way or the other
            o=masked 2=masked i=sound | CLOSED        | true  | it refuses each address outside. From inside | whatever the words of the refusal
            o=away 2=masked i=sound   | CLOSED        | true  | Shielded                              | shut one way or the other
            o=masked 2=masked i=open  | OPEN_INTERNAL | true  | from outside it refused us.           | what is proven goes first
            o=masked 2=masked i=masked | MASKED       | true  | own postmaster                        | it is us that are refused, from anywhere
            o=sender 2=sender i=sound | MASKED        | true  | own postmaster                        | the sender is refused: another one may get in
            o=shut 2=shut             | MASKED        | true  | own postmaster                        | not looked at from inside
            o=shut p=put-off 2=shut i=sound | MASKED  | false | own postmaster                        | behind STARTTLS it may be otherwise
            o=shut p=shut 2=shut i=sound | CLOSED     | true  | Shielded                              | behind STARTTLS it is shut, too
            o=shut 2=put-off i=sound  | MASKED        | true  | own postmaster                        | the second address was not settled
            o=away 2=put-off i=sound  | UNREACHABLE   | false | Nothing answered                      | somebody answers: no shield
            o=shut 2=sound            | TESTBLOCKER   | true  | Refuses our first outside address, and takes mail to its own postmaster from our second. | another address is welcome
            o=away 2=sound i=sound    | TESTBLOCKER   | false | Gives no answer to our first          | closed from inside changes nothing: it plays for the tester
            o=masked 2=sound          | TESTBLOCKER   | true  | Refuses our first                     | whatever the words of the refusal
            o=shut 2=taken            | TESTBLOCKER   | true  | and took a test mail from there       | more than that is not proven
            o=shut 2=open             | OPEN          | true  | S1 came back, sent from our second outside address. | simply open
            o=sound 2=sound           | CLOSED        | true  | own postmaster.                       | refused nobody
            o=shut 2=sound i=open     | OPEN_INTERNAL | true  | from outside it refused us.           | what is proven goes first
            b=open                    | OPEN          | true  | through the block from inside         | decision 15: inside stands for outside
            b=sound                   | CLOSED        | true  | own postmaster.                       | and lifts
            b=away                    | UNREACHABLE   | false | Nothing answered.                     | never lifts
            """)
    void oneVerdictForTheHost(String looks, VerdictKind kind, boolean complete, String reason, String why) {
        List<HostJudge.PathSeen> seen = paths(looks);

        Verdict verdict = HostJudge.of(seen);

        assertEquals(kind, verdict.kind(), () -> why + ": " + verdict.reason());
        assertTrue(verdict.reason().contains(reason), verdict.reason());
        assertEquals(complete, HostJudge.isComplete(seen), why);
    }

    @ParameterizedTest(name = "{0} rests on what was seen from {1}")
    @CsvSource(delimiter = '|', textBlock = """
            o=sound i=sound        | OUTSIDE
            o=open i=sound         | OUTSIDE
            o=sound i=open         | INSIDE
            o=sound i=taken        | INSIDE
            o=away i=sound         | INSIDE
            o=away i=masked        | INSIDE
            o=away i=away          | OUTSIDE
            o=shut 2=sound i=sound | SECOND_OUTSIDE
            o=shut 2=open          | SECOND_OUTSIDE
            b=sound                | INSIDE_OF_BLOCK
            """)
    void theVerdictNamesWhereItWasSeenFrom(String looks, Standpoint from) {
        assertEquals(from, HostJudge.from(paths(looks)));
    }

    private static List<HostJudge.PathSeen> paths(String looks) {
        List<HostJudge.PathSeen> seen = new ArrayList<>();
        for (String look : looks.split(" +")) {
            char from = look.charAt(0);
            TestPath books = new TestPath(25, Security.PLAIN);
            seen.add(new HostJudge.PathSeen(
                    from == 'p' || from == 'j' ? books.afterStartTls() : books, seen(from, look.substring(2))));
        }
        return seen;
    }

    private static Observed seen(char from, String what) {
        Standpoint standpoint =
                switch (from) {
                    case 'o', 'p' -> Standpoint.OUTSIDE;
                    case '2' -> Standpoint.SECOND_OUTSIDE;
                    case 'i', 'j' -> Standpoint.INSIDE;
                    default -> Standpoint.INSIDE_OF_BLOCK;
                };
        List<TestId> due = from == '2'
                ? List.of(Battery.POSTMASTER, Battery.OUTSIDER)
                : Battery.tier1().stream().map(RelayTest::id).toList();
        Outcome each =
                switch (what) {
                    case "login" -> Outcome.AUTH_REQUIRED;
                    case "shut" -> Outcome.REFUSED_CLIENT;
                    case "sender" -> Outcome.REFUSED_SENDER;
                    case "away" -> Outcome.DROPPED;
                    default -> Outcome.REFUSED_RELAY;
                };
        SequencedMap<TestId, Outcome> outcomes = new LinkedHashMap<>();
        due.forEach(id -> outcomes.put(id, each));
        if (each == Outcome.REFUSED_RELAY && !what.equals("masked")) {
            outcomes.put(Battery.POSTMASTER, Outcome.RECIPIENT_TAKEN);
        }
        switch (what) {
            case "open" -> outcomes.put(Battery.OUTSIDER, Outcome.RETURNED);
            case "taken" -> outcomes.put(Battery.OUTSIDER, Outcome.ACCEPTED);
            case "bounced" -> outcomes.put(Battery.OUTSIDER, Outcome.BOUNCED);
            case "put-off" -> {
                outcomes.put(Battery.POSTMASTER, Outcome.DEFERRED);
                outcomes.put(Battery.OUTSIDER, Outcome.DEFERRED);
            }
            default -> {}
        }
        Reach reach = what.equals("away") ? Reach.NO_CONNECTION : Reach.CONNECTED;
        return new Observed(outcomes, Map.of(), due, Set.of(), Map.of(), reach, standpoint);
    }
}
