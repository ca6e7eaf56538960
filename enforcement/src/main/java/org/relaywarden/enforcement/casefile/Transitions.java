// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import org.relaywarden.enforcement.casefile.CaseEvent.BlockConfirmed;
import org.relaywarden.enforcement.casefile.CaseEvent.BlockFailed;
import org.relaywarden.enforcement.casefile.CaseEvent.BlockGone;
import org.relaywarden.enforcement.casefile.CaseEvent.BlockRepaired;
import org.relaywarden.enforcement.casefile.CaseEvent.Blocked;
import org.relaywarden.enforcement.casefile.CaseEvent.BlocksAsked;
import org.relaywarden.enforcement.casefile.CaseEvent.CustomerReplied;
import org.relaywarden.enforcement.casefile.CaseEvent.Lifted;
import org.relaywarden.enforcement.casefile.CaseEvent.MailFiled;
import org.relaywarden.enforcement.casefile.CaseEvent.NeedsReview;
import org.relaywarden.enforcement.casefile.CaseEvent.NotCarriedOut;
import org.relaywarden.enforcement.casefile.CaseEvent.PassedOn;
import org.relaywarden.enforcement.casefile.CaseEvent.NoticeBounced;
import org.relaywarden.enforcement.casefile.CaseEvent.NoticeDelivered;
import org.relaywarden.enforcement.casefile.CaseEvent.RelayProven;
import org.relaywarden.enforcement.casefile.CaseEvent.RetestFailed;
import org.relaywarden.enforcement.casefile.CaseEvent.RetestPassed;
import org.relaywarden.enforcement.casefile.CaseEvent.TestedAgain;
import org.relaywarden.enforcement.casefile.CaseEvent.TrustsRelay;

/** The state machine of a case: what may follow from what. Pure code. */
final class Transitions {

    /** What an event does to a state. */
    sealed interface Next {

        /** The case stands here now; often where it stood. */
        record To(CaseState state) implements Next {}

        /** The event makes no sense here; {@code why} says so for whoever called. */
        record Refused(String why) implements Next {}
    }

    private Transitions() {}

    static Next next(CaseState state, CaseEvent event) {
        return switch (event) {
            case RelayProven _ -> onProof(state);
            case CustomerReplied _ -> onReply(state);
            case RetestPassed _ -> onPassed(state);
            case RetestFailed _ -> state == CaseState.RETEST_QUEUED
                    ? new Next.To(CaseState.BLOCKED)
                    : refused(state, "no retest is asked for");
            case BlocksAsked _ -> onBlocksAsked(state);
            case Blocked _ -> state == CaseState.CONFIRMED
                    ? new Next.To(CaseState.BLOCKED)
                    : refused(state, "only a confirmed case becomes blocked");
            case Lifted _ -> state == CaseState.LIFTING
                    ? new Next.To(CaseState.CLOSED_FIXED)
                    : refused(state, "only a passed retest lifts");
            case NeedsReview _ -> whileOpen(state, CaseState.REVIEW);
            case BlockConfirmed _, BlockGone _, BlockFailed _ -> whileOpen(state, state);
            case NotCarriedOut _, PassedOn _, TrustsRelay _ -> whileOpen(state, state);
            // Looks after the lift, late bounces and late mail belong in the history of an ended case too; so does what
            // a device still held of it.
            case TestedAgain _, NoticeDelivered _, NoticeBounced _, MailFiled _, BlockRepaired _ -> new Next.To(state);
        };
    }

    /** A proof that comes while the blocks are going turns them round: the host relays after all. */
    private static Next onProof(CaseState state) {
        return whileOpen(state, state == CaseState.LIFTING ? CaseState.CONFIRMED : state);
    }

    /** A reply can only cause a test (decision 18). */
    private static Next onReply(CaseState state) {
        return switch (state) {
            case CONFIRMED, BLOCKED, RETEST_QUEUED -> new Next.To(CaseState.RETEST_QUEUED);
            case REVIEW -> refused(state, "a person decides what follows");
            case LIFTING, CLOSED_FIXED, FALSE_POSITIVE -> refused(state, "there is nothing left to test");
        };
    }

    /** From BLOCKED it is a test that nobody replied for: `lift: without-reply` (decision 15). */
    private static Next onPassed(CaseState state) {
        return switch (state) {
            case BLOCKED, RETEST_QUEUED -> new Next.To(CaseState.LIFTING);
            case CONFIRMED, LIFTING, REVIEW, CLOSED_FIXED, FALSE_POSITIVE ->
                    refused(state, "no block stands to be lifted");
        };
    }

    private static Next onBlocksAsked(CaseState state) {
        return switch (state) {
            case CONFIRMED, BLOCKED, RETEST_QUEUED -> new Next.To(state);
            case LIFTING, REVIEW, CLOSED_FIXED, FALSE_POSITIVE -> refused(state, "no block may begin here");
        };
    }

    private static Next whileOpen(CaseState state, CaseState then) {
        return state.isOpen() ? new Next.To(then) : refused(state, "it has ended; a new proof opens a new case");
    }

    private static Next refused(CaseState state, String why) {
        return new Next.Refused("the case is " + state + ": " + why);
    }
}
