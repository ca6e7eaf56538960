// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.mending.Product;
import org.relaywarden.scanner.verdict.Outcome;

/** E9: what an administrator is told of each test. */
class ExplanationTest {

    @ParameterizedTest(name = "{0} {1}, catch-all {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            S1 | RETURNED             | false | came back to us        | 1 | proven
            R1 | RETURNED             | true  | came back to us        | 1 | proven, catch-all or not
            R1 | ACCEPTED             | true  | No relaying            | 0 | its own name
            R1 | ACCEPTED             | false | nothing is proven      | 1 | not its own name
            S1 | RECIPIENT_TAKEN      | true  | the turn of this one comes | 1 | a foreign name, and no mail this time
            S1 | BOUNCED              | false | sent a bounce          | 1 | a nuisance
            S1 | RCPT_OK_DATA_REFUSED | false | refused only then      | 1 | another mail may pass
            S1 | REFUSED_RELAY        | false | as it should be        | 0 | sound
            S3 | REFUSED_SENDER       | false | with another sender    | 0 | hidden
            K0 | REFUSED_CLIENT       | false | say little             | 1 | the tester is not let in
            K0 | RECIPIENT_TAKEN      | false | can be believed        | 0 | the control
            K0 | AUTH_REQUIRED        | false | say little             | 0 | a submission port
            K2 | RECIPIENT_TAKEN      | false | anything at all        | 1 | a sink
            R20 | SKIPPED             | false | Not asked              | 0 | a setting of ours
            """)
    void eachOutcomeHasItsMeaning(
            String id, Outcome outcome, boolean catchAll, String words, int advised, String why) {
        Explained told = explained(id, outcome, catchAll, "mail.acme.example ESMTP Postfix");

        assertTrue(told.meaning().contains(words), told.meaning());
        assertEquals(advised == 1 ? Set.of(Product.POSTFIX) : Set.of(), told.mending().keySet(), why);
    }

    @Test
    void withoutAKnownProductAllAreAdvised() {
        assertEquals(
                Set.of(Product.values()),
                explained("S1", Outcome.RETURNED, false, "mail.acme.example ESMTP ready").mending().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void everyTestAndOutcomeIsExplained(Outcome outcome) {
        for (RelayTest test : Battery.withRepeats()) {
            Explained told = explained(test.id().value(), outcome, false, "");
            assertFalse(told.meaning().isBlank(), test.id() + " " + outcome);
            assertTrue(told.meaning().length() < 300, told.meaning());
        }
    }

    @Test
    void aFormThatHadNoMailIsToldWhyWhereAnotherOneCameBack() {
        RelayTest test = Battery.find(new TestId("S3")).orElseThrow();
        var taken = new Evidence.TestSeen(test.id(), "RECIPIENT_TAKEN", "MAIL ...", "250 ok", test.catches());
        var proof = new Evidence.Returned(
                new TestId("S1"), 25, Instant.EPOCH, Optional.empty(), "mail.acme.example", "Subject: a probe", "0");

        String told = Explanation.of(new Evidence(1, List.of(taken), List.of(), List.of(proof)), "")
                .getFirst()
                .meaning();

        assertTrue(told.contains("would have taken") && told.contains("one is enough"), told);
    }

    private static Explained explained(String id, Outcome outcome, boolean catchAll, String banner) {
        RelayTest test = Battery.find(new TestId(id)).orElseThrow();
        Evidence.TestSeen seen = new Evidence.TestSeen(
                test.id(), outcome.name(), "MAIL ...", "550 no", test.catches(), "port 25", "outside");
        Evidence.TestSeen own = new Evidence.TestSeen(
                Battery.CATCH_ALL, catchAll ? "RECIPIENT_TAKEN" : "REFUSED_RELAY", "", "", "", "port 25", "outside");
        return Explanation.of(new Evidence(1, List.of(own, seen), List.of(), List.of()), banner).getLast();
    }
}
