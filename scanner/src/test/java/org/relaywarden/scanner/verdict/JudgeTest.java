// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.TestId;

/** Decision 13 and the host verdicts, rule by rule. A row names what differs from a sound host. */
class JudgeTest {

    @ParameterizedTest(name = "{0} is {1}: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            S1=RETURNED                           | OPEN         | S1 came back.  | one proof is enough
            S3=RETURNED S1=DEFERRED K0=DROPPED    | OPEN         | S3 came back.  | a proof needs nothing else
            K1=RECIPIENT_TAKEN R1=RETURNED        | OPEN         | R1 came back.  | a catch-all host may be a relay
            S1=BOUNCED R1=RETURNED                | OPEN         | R1 came back.  | one form bounced, another relayed
            S1b=RETURNED                          | OPEN         | S1b came back, and that of S1 did not | it knows the tests
            S1=ACCEPTED S1b=RETURNED              | OPEN         | S1b came back, and that of S1 did not | and drops them
            S1=RCPT_OK_DATA_REFUSED S1b=RETURNED  | OPEN         | S1b came back, and that of S1 did not | and refuses them late
            S1=DEFERRED S1b=RETURNED              | OPEN         | S1b came back. | S1 may come yet
            S1=REFUSED_SENDER S1b=RETURNED        | OPEN         | S1b came back, and that of S1 did not | and their sender
            S1=RECIPIENT_TAKEN S1b=RETURNED       | OPEN         | S1b came back. | S1 had no message
            S1=RETURNED S1b=RETURNED              | OPEN         | S1, S1b came back. | open to all alike
            S1b=SKIPPED                           | CLOSED       | own postmaster | no other domain is set
            S1b=REFUSED_SENDER                    | CLOSED       | own postmaster | a new domain may be refused for being new
            S1b=REFUSED_SENDER S1=REFUSED_SENDER  | INCONCLUSIVE | S1 was refused | neither speaks for the other
            S1b=ACCEPTED                          | SUSPECT      | S1b; it has    | what it would refuse the tests, it took
            S1=BOUNCED                            | BACKSCATTER  | S1 and bounced | accept-then-bounce is no relay
            S1=ACCEPTED S3=BOUNCED                | BACKSCATTER  | S3 and bounced | not every bounce reaches us
            S1=ACCEPTED                           | SUSPECT      | S1; it has not | no proof, no bounce
            S1=ACCEPTED K0=REFUSED_CLIENT         | SUSPECT      | S1; it has not | weighs more than its control
            R1=ACCEPTED                           | SUSPECT      | R1; it has not | it does not take every name
            -                                     | CLOSED       | own postmaster | all of it refused, control accepted
            S1=AUTH_REQUIRED S9=REFUSED_SYNTAX    | CLOSED       | own postmaster | these refusals are sound, too
            K1=RECIPIENT_TAKEN R1=ACCEPTED        | CLOSED       | every name     | an own name weighs nothing
            K1=RECIPIENT_TAKEN R1=BOUNCED         | CLOSED       | every name     | nor does a bounced one
            K1=RECIPIENT_TAKEN R6=RECIPIENT_TAKEN | CLOSED       | every name     | nor one without a message
            K1=RECIPIENT_TAKEN R10=ACCEPTED       | SUSPECT      | R10; it has    | a route ends elsewhere: no own name
            K1=RECIPIENT_TAKEN S1=RECIPIENT_TAKEN | INCONCLUSIVE | S1 was taken   | a foreign name is no own name
            *=AUTH_REQUIRED                       | CLOSED       | logged in      | 530 to everything, postmaster too
            *=AUTH_REQUIRED S1=TLS_REQUIRED       | MASKED       | own postmaster | what is behind it is unknown
            K0=REFUSED_RELAY                      | MASKED       | own postmaster | the client is refused, not the relay
            K0=REFUSED_SENDER                     | MASKED       | own postmaster | a refused sender hides the rest
            *=REFUSED_CLIENT                      | MASKED       | own postmaster | a blocklist hides the rest
            *=REFUSED_SENDER K0=RECIPIENT_TAKEN   | MASKED       | never the rel  | every refusal was about the sender
            S3=REFUSED_SENDER                     | INCONCLUSIVE | S3 was refused | one test is hidden
            S1=DEFERRED                           | INCONCLUSIVE | S1 was put off | nothing may be deferred
            H1=DROPPED                            | INCONCLUSIVE | H1 got no      | nothing may be dropped
            K1=DEFERRED                           | INCONCLUSIVE | K1 was put off | nor a control
            K0=DEFERRED                           | INCONCLUSIVE | got no answer  | the control decides nothing yet
            K0=SKIPPED S4=SKIPPED                 | INCONCLUSIVE | name a domain  | no name of the host is known
            S1=RCPT_OK_DATA_REFUSED               | INCONCLUSIVE | only after     | a message of another look may pass
            S1=TLS_REQUIRED                       | INCONCLUSIVE | encryption     | to be tested inside TLS
            K2=RECIPIENT_TAKEN                    | INCONCLUSIVE | K2 was taken   | takes anything at all
            *=DEFERRED                            | INCONCLUSIVE | got no answer  | a host out of order
            S3=REFUSED_SENDER S5=REFUSED_RELAY    | CLOSED       | own postmaster | one that exists is refused for relaying
            S3=REFUSED_SENDER S5=REFUSED_SENDER   | CLOSED       | own postmaster | no own sender from outside at all
            S3=REFUSED_SENDER S5=RETURNED         | OPEN         | S5 came back.  | one that exists relays
            S3=REFUSED_SENDER S5=DEFERRED         | INCONCLUSIVE | S3 was refused | the stand-in has no answer yet
            S14=REFUSED_SENDER S14b=REFUSED_SENDER | CLOSED      | own postmaster | nor one of the provider's
            S3=REFUSED_SENDER S5=REFUSED_SENDER S1=REFUSED_SENDER | INCONCLUSIVE | S1 was | it refuses any sender
            R1=REFUSED_SENDER R1s=REFUSED_RELAY   | CLOSED       | own postmaster | the form met its answer
            R1=REFUSED_SENDER R1s=REFUSED_SENDER  | INCONCLUSIVE | R1 was refused | the form is hidden
            R1=REFUSED_SENDER R1s=RETURNED        | OPEN         | R1s came back. | with a sender of its own it relays
            R20=SKIPPED                           | CLOSED       | own postmaster | a setting of ours is missing
            R1=SKIPPED                            | INCONCLUSIVE | could not be   | the host has no name for the form
            *=AUTH_REQUIRED R20=SKIPPED           | CLOSED       | logged in      | nor does it count there
            S16=DROPPED                           | CLOSED       | own postmaster | beyond Tier 1 a silence decides nothing
            S16=RECIPIENT_TAKEN                   | INCONCLUSIVE | S16 was taken  | beyond Tier 1 what is taken does
            S16=ACCEPTED                          | SUSPECT      | S16; it has    | and a message
            K1=RECIPIENT_TAKEN R9=ACCEPTED        | CLOSED       | every name     | an own name, of whatever tier
            R16c=RETURNED                         | OPEN         | R16c came      | a proof of whatever tier
            """)
    void theVerdictIsTheFirstRuleThatHolds(String differs, String kind, String reason, String why) {
        Verdict verdict = Judge.of(seen(differs, Observed.Reach.CONNECTED, Observed.Standpoint.OUTSIDE));

        assertEquals(VerdictKind.valueOf(kind), verdict.kind(), why);
        assertTrue(verdict.reason().contains(reason), verdict.reason());
    }

    @ParameterizedTest(name = "{0} {1} {2} is {3}: {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            S1=RETURNED | CONNECTED     | INSIDE          | OPEN_INTERNAL | it may trust our own range only
            S1=RETURNED | CONNECTED     | INSIDE_OF_BLOCK | OPEN          | decision 15: inside stands for outside
            -           | CONNECTED     | INSIDE          | CLOSED        | closed is closed
            -           | CONNECTED     | INSIDE_OF_BLOCK | CLOSED        | and lifts
            *=DROPPED   | NO_CONNECTION | OUTSIDE         | UNREACHABLE   | no TCP
            S1=RETURNED | NO_CONNECTION | OUTSIDE         | OPEN          | a late return of an earlier round
            *=SKIPPED   | NOT_DIALLED   | OUTSIDE         | INCONCLUSIVE  | S7: no customer's any more
            S1=DROPPED  | INTERRUPTED   | OUTSIDE         | INCONCLUSIVE  | the next night runs it again
            S1=RETURNED | INTERRUPTED   | OUTSIDE         | OPEN          | the proof came while the program was down
            """)
    void whereItWasSeenFromAndHowFarItGotCount(
            String differs, Observed.Reach reach, Observed.Standpoint standpoint, String kind, String why) {
        assertEquals(VerdictKind.valueOf(kind), Judge.of(seen(differs, reach, standpoint)).kind(), why);
    }

    @Test
    void whereItWasSentFromIsSaidBeforeWhatItTellsApart() {
        Verdict verdict = Judge.of(seen("S1b=RETURNED", Observed.Reach.CONNECTED, Observed.Standpoint.INSIDE));

        assertEquals(
                "The probe of S1b came back, sent from inside our network, and that of S1 did not: it treats the domain that"
                        + " tests are known by unlike others.",
                verdict.reason());
    }

    @Test
    void onlyARunWithAllItsAnswersIsComplete() {
        assertTrue(seen("-", Observed.Reach.CONNECTED, Observed.Standpoint.OUTSIDE).isComplete());
        for (String missing : List.of("S9=DEFERRED", "K2=DROPPED", "R2=SKIPPED")) {
            assertFalse(
                    seen(missing, Observed.Reach.CONNECTED, Observed.Standpoint.OUTSIDE).isComplete(), missing);
        }
        Observed wide = seen("S16=DEFERRED", Observed.Reach.CONNECTED, Observed.Standpoint.OUTSIDE);
        Set<TestId> convicted = Set.of(new TestId("S16"));
        assertTrue(wide.isComplete());
        assertFalse(new Observed(wide.outcomes(), Map.of(), convicted, Map.of(), wide.reach(), wide.standpoint()).isComplete());
        assertFalse(new Observed(new LinkedHashMap<>(), Observed.Reach.CONNECTED, Observed.Standpoint.OUTSIDE)
                .isComplete());
    }

    @Test
    void aLightRunLeansOnTheNightsBefore() {
        Map<TestId, Outcome> before = seen("-", Observed.Reach.CONNECTED, Observed.Standpoint.OUTSIDE).outcomes();
        SequencedMap<TestId, Outcome> tonight = new LinkedHashMap<>();
        tonight.put(Battery.OUTSIDER, Outcome.REFUSED_RELAY);
        Observed partly = partly(tonight, before);
        assertEquals(VerdictKind.CLOSED, Judge.of(partly).kind());
        assertTrue(Judge.of(partly).reason().contains("in the nights before"));
        assertFalse(partly.isComplete(), "and never lifts");

        tonight.put(Battery.OUTSIDER, Outcome.RECIPIENT_TAKEN);
        assertEquals(VerdictKind.INCONCLUSIVE, Judge.of(partly(tonight, before)).kind(), "tonight goes before");
        before = new LinkedHashMap<>(before);
        before.remove(new TestId("R8"));
        tonight.put(Battery.OUTSIDER, Outcome.REFUSED_RELAY);
        assertEquals(VerdictKind.INCONCLUSIVE, Judge.of(partly(tonight, before)).kind(), "R8 was never answered");
    }

    private static Observed partly(SequencedMap<TestId, Outcome> tonight, Map<TestId, Outcome> before) {
        return new Observed(
                tonight, before, Set.of(), Map.of(), Observed.Reach.CONNECTED, Observed.Standpoint.OUTSIDE);
    }

    /** A sound host, save for what differs; {@code *} stands for every test and control. */
    private static Observed seen(String differs, Observed.Reach reach, Observed.Standpoint standpoint) {
        SequencedMap<TestId, Outcome> outcomes = new LinkedHashMap<>();
        Battery.tier1().forEach(test -> outcomes.put(test.id(), Outcome.REFUSED_RELAY));
        outcomes.put(Battery.POSTMASTER, Outcome.RECIPIENT_TAKEN);
        if (differs != null && !differs.equals("-")) {
            for (String one : differs.split(" ")) {
                Outcome outcome = Outcome.valueOf(one.substring(one.indexOf('=') + 1));
                String id = one.substring(0, one.indexOf('='));
                if (id.equals("*")) {
                    outcomes.replaceAll((test, before) -> outcome);
                } else {
                    outcomes.put(new TestId(id), outcome);
                }
            }
        }
        return new Observed(outcomes, reach, standpoint);
    }
}
