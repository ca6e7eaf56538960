// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.util.Optional;
import org.relaywarden.bsmtp.incoming.Transaction;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ParametersRead;
import org.relaywarden.bsmtp.smtp.PathArgument;
import org.relaywarden.bsmtp.smtp.RecipientDsn;
import org.relaywarden.bsmtp.smtp.RecipientParameters;

/** RCPT (RFC 5321 section 4.1.1.3): the one place where it is decided whether we take a mail. */
final class RcptTo implements Command {

    @Override
    public Step run(Dialogue dialogue, String argument) {
        Optional<Transaction> begun = dialogue.transaction();
        if (begun.isEmpty()) {
            return Step.say(Replies.MAIL_FIRST);
        }
        Optional<PathArgument> path = PathArgument.parse(argument, "TO:");
        if (path.isEmpty()) {
            return Step.say(Replies.RECIPIENT_SYNTAX);
        }
        boolean utf8 = begun.get().parameters().smtpUtf8();
        if (!path.get().isAscii() && !utf8) {
            return Step.say(Replies.NOT_ASCII);
        }
        Optional<MailAddress> recipient = recipient(path.get(), utf8, dialogue.parts().policy());
        if (recipient.isEmpty()) {
            return Step.say(Replies.RECIPIENT_SYNTAX);
        }
        if (begun.get().accepted() >= dialogue.parts().settings().recipientsMax()) {
            return Step.say(Replies.TOO_MANY_RECIPIENTS);
        }
        return switch (RecipientParameters.read(path.get().parameters(), utf8)) {
            case ParametersRead.NotOffered<RecipientDsn>() -> Step.say(Replies.UNKNOWN_PARAMETER);
            case ParametersRead.Illegal<RecipientDsn>() -> Step.say(Replies.BAD_PARAMETER_VALUE);
            case ParametersRead.Legal<RecipientDsn>(RecipientDsn asked) ->
                    decide(dialogue, begun.get(), recipient.get(), asked);
        };
    }

    private static Optional<MailAddress> recipient(PathArgument path, boolean utf8, RecipientPolicy policy) {
        return path.path().equalsIgnoreCase("postmaster") ? policy.postmaster() : path.address(utf8);
    }

    private static Step decide(
            Dialogue dialogue, Transaction transaction, MailAddress recipient, RecipientDsn asked) {
        RecipientPolicy.Answer answer;
        try {
            answer = dialogue.parts().policy().answer(new RecipientPolicy.Question(
                    dialogue.connection().peer(),
                    transaction.submission(),
                    transaction.sender(),
                    recipient,
                    transaction.parameters().declaredBytes(),
                    transaction.parameters().smtpUtf8(),
                    transaction.reservations()));
        } catch (RuntimeException ours) {
            // We don't know whose address it is: neither refuse a customer's mail nor take a stranger's.
            dialogue.parts().journal().fault(dialogue.id(), ours);
            return Step.say(Replies.DISK_FAILED);
        }
        return switch (answer) {
            case RecipientPolicy.Answer.Take take -> {
                transaction.add(recipient, take, asked);
                yield Step.say(Replies.RECIPIENT_OK);
            }
            case RecipientPolicy.Answer.Refuse refuse -> Step.say(refuse.reply());
        };
    }
}
