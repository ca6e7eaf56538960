// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.smtp.EnhancedCode;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.RecipientDsn.Notify;
import org.relaywarden.bsmtp.smtp.ReversePath;

/** Whether a bounce is owed, the rate aside. Pure. */
final class BounceJudge {

    /** Decision 10: bad mailbox address, and a domain that takes no mail; all else may be the host's fault. */
    private static final Set<EnhancedCode> NO_SUCH_USER =
            Set.of(new EnhancedCode(5, 1, 1), new EnhancedCode(5, 1, 10));

    private BounceJudge() {}

    sealed interface Judgement {

        /**
         * The sender is to be told.
         *
         * @param told about these, at least one
         * @param settled these, and those of whom nothing is told
         */
        record Owed(MailAddress sender, List<FailedRecipient> told, List<MailAddress> settled) implements Judgement {}

        /** He is not. */
        record Decided(Bounced bounced) implements Judgement {}
    }

    static Judgement of(Envelope envelope, BounceRequest request) {
        List<FailedRecipient> failedForGood = request.failed().stream()
                .filter(failed -> request.ground() != Ground.REFUSED || NO_SUCH_USER.contains(failed.status()))
                .toList();
        if (failedForGood.isEmpty()) {
            return new Judgement.Decided(new Bounced.Held(Bounced.Held.Why.STATUS, Optional.empty()));
        }
        List<MailAddress> settled =
                failedForGood.stream().map(FailedRecipient::recipient).toList();
        return switch (envelope.sender()) {
            // RFC 5321 section 4.5.5: no bounce for a bounce, or two servers would write to one another for ever.
            case ReversePath.Null() -> notOwed(Bounced.NotOwed.Why.NULL_SENDER, settled);
            case ReversePath.Sender(MailAddress sender) -> {
                if (request.spfFailed()) {
                    yield notOwed(Bounced.NotOwed.Why.SPF_FAILED, settled);
                }
                List<FailedRecipient> told = new ArrayList<>(failedForGood);
                told.removeIf(failed -> !asksFor(Notify.FAILURE, envelope, failed.recipient()));
                yield told.isEmpty()
                        ? notOwed(Bounced.NotOwed.Why.NOT_ASKED, settled)
                        : new Judgement.Owed(sender, List.copyOf(told), settled);
            }
        };
    }

    /** The same of a notice that mail waits: nothing is owed to who asked for nothing, but he may be told. */
    static Judgement ofDelay(Envelope envelope, List<FailedRecipient> waiting, BooleanSupplier spfFailed) {
        List<MailAddress> settled =
                waiting.stream().map(FailedRecipient::recipient).toList();
        return switch (envelope.sender()) {
            case ReversePath.Null() -> notOwed(Bounced.NotOwed.Why.NULL_SENDER, settled);
            case ReversePath.Sender(MailAddress sender) -> {
                List<FailedRecipient> told = waiting.stream()
                        .filter(one -> asksFor(Notify.DELAY, envelope, one.recipient()))
                        .toList();
                if (told.isEmpty()) {
                    yield notOwed(Bounced.NotOwed.Why.NOT_ASKED, settled);
                }
                yield spfFailed.getAsBoolean()
                        ? notOwed(Bounced.NotOwed.Why.SPF_FAILED, settled)
                        : new Judgement.Owed(sender, told, settled);
            }
        };
    }

    private static Judgement notOwed(Bounced.NotOwed.Why why, List<MailAddress> settled) {
        return new Judgement.Decided(new Bounced.NotOwed(why, settled));
    }

    /** RFC 3461 section 4.1: who says nothing hears of failures, and may of delays; who says something, of that. */
    private static boolean asksFor(Notify what, Envelope envelope, MailAddress recipient) {
        Set<Notify> asked = envelope.dsn().of(recipient).notifyOn();
        return asked.isEmpty() || asked.contains(what);
    }
}
