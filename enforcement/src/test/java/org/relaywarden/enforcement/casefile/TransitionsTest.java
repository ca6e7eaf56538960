// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.enforcement.casefile.Transitions.Next;

class TransitionsTest {

    private static final Map<String, CaseEvent> EVENTS = Stream.<CaseEvent>of(
                    new CaseEvent.RelayProven(1, List.of("S1"), List.of(25)),
                    new CaseEvent.PassedOn(1, "whom"),
                    new CaseEvent.TrustsRelay(1, 2, InetAddress.ofLiteral("192.0.2.9")),
                    new CaseEvent.TestedAgain(2, "CLOSED"),
                    new CaseEvent.BlocksAsked(List.of("NETWORK_BLOCK"), "why", Optional.empty()),
                    new CaseEvent.BlockConfirmed("NETWORK_BLOCK", true),
                    new CaseEvent.Blocked(),
                    new CaseEvent.BlockGone("NETWORK_BLOCK", true),
                    new CaseEvent.BlockFailed("NETWORK_BLOCK", "why"),
                    new CaseEvent.BlockRepaired("what"),
                    new CaseEvent.NotCarriedOut("SMARTHOST_BLOCK", "why"),
                    new CaseEvent.NoticeDelivered("WARNING", "id"),
                    new CaseEvent.NoticeBounced("WARNING"),
                    new CaseEvent.CustomerReplied("mail", "mended"),
                    new CaseEvent.MailFiled("mail", "why"),
                    new CaseEvent.RetestPassed(3),
                    new CaseEvent.RetestFailed(4, "OPEN", "why"),
                    new CaseEvent.Lifted(),
                    new CaseEvent.NeedsReview("why"))
            .collect(Collectors.toMap(event -> event.getClass().getSimpleName(), Function.identity()));

    /** A state alone: it stays there; an arrow: it goes there; a dash: the event is refused. */
    @ParameterizedTest(name = "{0}: {8}")
    @CsvSource(delimiter = '|', textBlock = """
        RelayProven     | =           | =             | =           | >CONFIRMED    | =      | -            | -      | a proof while lifting turns it round; after the end it is a new case
        PassedOn        | =           | =             | =           | =             | =      | -            | -      | through whom, beside the proof
        TrustsRelay     | =           | =             | =           | =             | =      | -            | -      | a case of another is opened by it too
        TestedAgain     | =           | =             | =           | =             | =      | =            | =      | looks after the lift belong in the history (decision 15)
        BlocksAsked     | =           | =             | =           | -             | -      | -            | -      | no block begins while others go, under a brake, or after the end
        BlockConfirmed  | =           | =             | =           | =             | =      | -            | -      | the block has a state of its own (decision 16)
        Blocked         | >BLOCKED    | -             | -           | -             | -      | -            | -      | once, when all stands and the customer is warned
        BlockGone       | =           | =             | =           | =             | =      | -            | -      | a case ends only after its blocks are gone
        BlockFailed     | =           | =             | =           | =             | =      | -            | -      | it will be tried again
        BlockRepaired   | =           | =             | =           | =             | =      | =            | =      | a device may still hold what an ended case left
        NotCarriedOut   | =           | =             | =           | =             | =      | -            | -      | said where it is called for
        NoticeDelivered | =           | =             | =           | =             | =      | =            | =      | a late notice is no harm
        NoticeBounced   | =           | =             | =           | =             | =      | =            | =      | bounces take days
        CustomerReplied | >RETEST_QUEUED | >RETEST_QUEUED | =         | -             | -      | -            | -      | a reply can only cause a test (decision 18)
        MailFiled       | =           | =             | =           | =             | =      | =            | =      | nothing follows from it
        RetestPassed    | -           | >LIFTING      | >LIFTING    | -             | -      | -            | -      | only a test lifts (E7)
        RetestFailed    | -           | -             | >BLOCKED    | -             | -      | -            | -      | the block stays (E7)
        Lifted          | -           | -             | -           | >CLOSED_FIXED | -      | -            | -      | only after a passed test
        NeedsReview     | >REVIEW     | >REVIEW       | >REVIEW     | >REVIEW       | =      | -            | -      | a person decides (decision 19)
        """)
    void eachEventInEachState(
            String event, String confirmed, String blocked, String queued, String lifting, String review, String fixed,
            String falsePositive, String why) {
        List<String> expected = List.of(confirmed, blocked, queued, lifting, review, fixed, falsePositive);
        for (CaseState state : CaseState.values()) {
            String wanted = expected.get(state.ordinal());
            Next next = Transitions.next(state, EVENTS.get(event));
            String where = event + " in " + state + ": " + why;
            switch (wanted) {
                case "-" -> {
                    Next.Refused refused = assertInstanceOf(Next.Refused.class, next, where);
                    assertTrue(refused.why().startsWith("the case is " + state + ": "), refused.why());
                }
                case "=" -> assertEquals(new Next.To(state), next, where);
                default -> assertEquals(new Next.To(CaseState.valueOf(wanted.substring(1))), next, where);
            }
        }
    }

    @Test
    void theTableKnowsEveryEvent() {
        assertEquals(CaseEvent.class.getPermittedSubclasses().length, EVENTS.size());
    }
}
