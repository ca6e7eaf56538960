// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.relaywarden.bsmtp.journal.Visible;

/** Says in a sentence what happened, for the abuse desk (D2). Pure code. */
final class EventText {

    /** As long as the column is; a stranger's words in it are cut before that. */
    static final int CHARACTERS_MAX = 2_000;

    private static final int QUOTE_CHARACTERS_MAX = 1_500;

    private EventText() {}

    static String of(CaseEvent event) {
        return Visible.of(sentence(event), CHARACTERS_MAX);
    }

    private static String sentence(CaseEvent event) {
        return switch (event) {
            case CaseEvent.RelayProven proven ->
                    "A test mail came back through the host, so it is an open relay. Tests that "
                    + "returned: " + list(proven.returnedTests()) + at(proven.ports())
                    + " (finding " + proven.findingSequence() + ").";
            case CaseEvent.PassedOn hop ->
                "The test mail came back through " + hop.through() + " (finding " + hop.findingSequence() + ").";
            case CaseEvent.TrustsRelay trusts ->
                "The host passed on a test mail that another customer's host " + trusts.relay().getHostAddress()
                + " handed to it. That one is an open relay (case " + trusts.relayCase() + "), and this one trusts it;"
                + " nothing is blocked here (finding " + trusts.findingSequence() + ").";
            case CaseEvent.TestedAgain again ->
                "Tested again: " + again.verdict() + " (finding " + again.findingSequence() + ").";
            case CaseEvent.BlocksAsked asked -> asked(asked);
            case CaseEvent.BlockConfirmed on -> on.dryRun()
                    ? "Would block: " + measure(on.measure()) + ". Dry run: only recorded, nothing was touched."
                    : "Blocked: " + measure(on.measure()) + " is on.";
            case CaseEvent.Blocked _ -> "Every measure asked for stands, and the warning lies in the admin account.";
            case CaseEvent.BlockGone gone -> gone.dryRun()
                    ? "Would lift: " + measure(gone.measure()) + ". Dry run: only recorded, nothing was touched."
                    : "Lifted: " + measure(gone.measure()) + " is off.";
            case CaseEvent.BlockFailed failed -> "Could not be done, and will be tried again: "
                    + measure(failed.measure()) + ". " + quoted(failed.why());
            case CaseEvent.BlockRepaired repaired -> "Put right: " + repaired.what() + ".";
            case CaseEvent.NotCarriedOut not -> "Called for, but not asked for: " + measure(not.measure()) + ", for "
                    + not.why() + ".";
            case CaseEvent.NoticeDelivered notice -> "The customer was told: notice " + measure(notice.notice())
                    + " lies in the admin account, Message-ID " + notice.messageId() + ".";
            case CaseEvent.NoticeBounced notice -> "The notice " + measure(notice.notice())
                    + " came back undeliverable: the customer may not know of it.";
            case CaseEvent.CustomerReplied replied -> "The customer replied and the host will be tested again (mail "
                    + replied.mailId() + "): " + quoted(replied.excerpt());
            case CaseEvent.MailFiled filed -> "Mail filed, nothing follows from it (mail " + filed.mailId() + "): "
                    + filed.why() + ".";
            case CaseEvent.RetestPassed passed ->
                "The test passed: the host refused to relay, so the blocks go (finding " + passed.findingSequence()
                + ").";
            case CaseEvent.RetestFailed failed ->
                    "The test did not pass, so the blocks stay: " + failed.verdict() + ", "
                    + failed.why() + (failed.findingSequence() == 0 ? "." : " (finding " + failed.findingSequence()
                    + ").");
            case CaseEvent.Lifted _ -> "Every block is gone and the customer is told. The case is closed.";
            case CaseEvent.NeedsReview review -> "A person must decide: " + review.why() + ".";
        };
    }

    private static String asked(CaseEvent.BlocksAsked asked) {
        String what = asked.measures().isEmpty()
                ? "No measure is taken: "
                : "Asked for " + list(asked.measures().stream().map(EventText::measure).toList()) + ": ";
        return what + asked.why()
                + asked.deadlineAt().map(at -> "; deadline " + at.truncatedTo(ChronoUnit.SECONDS)).orElse("")
                + ".";
    }

    /** DIAL_UP_FILTER as people read it: dial-up filter. */
    private static String measure(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace("dial_up", "dial-up").replace('_', ' ');
    }

    private static String at(List<Integer> ports) {
        return ports.isEmpty()
                ? ""
                : ", at port " + String.join(", ", ports.stream().map(Object::toString).toList());
    }

    private static String list(List<String> words) {
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private static String quoted(String stranger) {
        return '"' + Visible.of(stranger, QUOTE_CHARACTERS_MAX).replace('"', '\'') + '"';
    }
}
