// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can happen to a case; each is one line of its history. Immutable. */
public sealed interface CaseEvent {

    /**
     * A run proved the relay; opens a case, or adds evidence to an open one.
     *
     * @param ports by which probes that returned were handed over
     */
    record RelayProven(long findingSequence, List<String> returnedTests, List<Integer> ports) implements CaseEvent {
        public RelayProven {
            returnedTests = List.copyOf(returnedTests);
            ports = List.copyOf(ports);
        }
    }

    /** A returned probe was handed in by another than the host; {@code through} says by whom, ends no sentence. */
    record PassedOn(long findingSequence, String through) implements CaseEvent {}

    /**
     * The host passed on what it was handed by another customer's host, which is an open relay: it trusts that one
     * (section 3.6). Opens a case too, one in which nothing is proven of the host itself and nothing is blocked.
     *
     * @param relayCase the case of the relay that is trusted
     */
    record TrustsRelay(long findingSequence, long relayCase, InetAddress relay) implements CaseEvent {}

    /** A further run of an open case's host, whatever it says. */
    record TestedAgain(long findingSequence, String verdict) implements CaseEvent {}

    /**
     * Policy asked for these measures; none where there is nothing to block at (E10).
     *
     * @param deadlineAt by when something must have been done (E5), where the line has a deadline
     */
    record BlocksAsked(List<String> measures, String why, Optional<Instant> deadlineAt) implements CaseEvent {
        public BlocksAsked {
            measures = List.copyOf(measures);
        }
    }

    /** A driver says that a measure is on. {@code dryRun}: recorded only, nothing was touched. */
    record BlockConfirmed(String measure, boolean dryRun) implements CaseEvent {}

    /** Every asked block stands and the warning lies in the admin account. */
    record Blocked() implements CaseEvent {}

    /** A driver says that a measure is off. */
    record BlockGone(String measure, boolean dryRun) implements CaseEvent {}

    /** A driver could not do it; it will be tried again. */
    record BlockFailed(String measure, String why) implements CaseEvent {}

    /** The device was not as we left it, and is now; {@code what} was found. */
    record BlockRepaired(String what) implements CaseEvent {}

    /** Policy calls for this measure, and no driver has a means for it: it is not asked for. */
    record NotCarriedOut(String measure, String why) implements CaseEvent {}

    /** A notice lies in the admin account. */
    record NoticeDelivered(String notice, String messageId) implements CaseEvent {}

    /** A notice came back undeliverable. */
    record NoticeBounced(String notice) implements CaseEvent {}

    /** A reply of the customer's that asks for a test. {@code excerpt}: what was read, quoted text stripped, capped. */
    record CustomerReplied(String mailId, String excerpt) implements CaseEvent {}

    /** Mail that bore the case's token and caused nothing: an automatic answer, a bounce, one too many. */
    record MailFiled(String mailId, String why) implements CaseEvent {}

    /** The retest passed: the lift is due. */
    record RetestPassed(long findingSequence) implements CaseEvent {}

    /**
     * The retest failed, or said nothing: the block stays.
     *
     * @param findingSequence 0 when there was no finding: none of the customer's hosts may be tested
     */
    record RetestFailed(long findingSequence, String verdict, String why) implements CaseEvent {}

    /** Every block is gone and the customer is told. */
    record Lifted() implements CaseEvent {}

    /** Handed to a person. */
    record NeedsReview(String why) implements CaseEvent {}
}
