// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.relaywarden.bsmtp.incoming.Transaction;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.MailParameters;
import org.relaywarden.bsmtp.smtp.ParametersRead;
import org.relaywarden.bsmtp.smtp.PathArgument;
import org.relaywarden.bsmtp.smtp.ReversePath;

/** MAIL (RFC 5321 section 4.1.1.2). */
final class MailFrom implements Command {

    @Override
    public Step run(Dialogue dialogue, String argument) {
        if (!dialogue.isGreeted()) {
            return Step.say(Replies.HELLO_FIRST);
        }
        if (dialogue.transaction().isPresent()) {
            return Step.say(Replies.MAIL_TWICE);
        }
        if (dialogue.mailsBegun() >= dialogue.limits().mailsMax()) {
            return Step.leave(Replies.TOO_MANY_MAILS);
        }
        Optional<PathArgument> read = PathArgument.parse(argument, "FROM:");
        if (read.isEmpty()) {
            return Step.say(Replies.SENDER_SYNTAX);
        }
        return switch (MailParameters.read(offered(dialogue, read.get().parameters()))) {
            case ParametersRead.NotOffered<MailParameters>() -> Step.say(Replies.UNKNOWN_PARAMETER);
            case ParametersRead.Illegal<MailParameters>() -> Step.say(Replies.BAD_PARAMETER_VALUE);
            case ParametersRead.Legal<MailParameters>(MailParameters parameters) ->
                    begin(dialogue, read.get(), parameters);
        };
    }

    /**
     * RFC 4954 section 5: where AUTH is offered MAIL may name who logged in; we believe whoever did, and nobody's word.
     */
    private static Map<String, String> offered(Dialogue dialogue, Map<String, String> parameters) {
        if (dialogue.parts().given().authentication().isEmpty()) {
            return parameters;
        }
        Map<String, String> others = new LinkedHashMap<>(parameters);
        others.remove("AUTH");
        return others;
    }

    private static Step begin(Dialogue dialogue, PathArgument path, MailParameters parameters) {
        if (!path.isAscii() && !parameters.smtpUtf8()) {
            return Step.say(Replies.NOT_ASCII);
        }
        Optional<MailAddress> sender = path.address(parameters.smtpUtf8());
        if (sender.isEmpty() && !path.path().isEmpty()) {
            return Step.say(Replies.SENDER_SYNTAX);
        }
        if (parameters.declaredBytes() > dialogue.parts().settings().messageBytesMax()) {
            return Step.say(Replies.TOO_LARGE);
        }
        Optional<Submission> submission;
        try {
            submission = dialogue.parts().policy().submission(dialogue.connection().peer(), dialogue.login());
        } catch (RuntimeException ours) {
            // We don't know whose address it is: neither refuse a customer nor take a stranger for one.
            dialogue.parts().journal().fault(dialogue.id(), ours);
            return Step.say(Replies.DISK_FAILED);
        }
        dialogue.begin(new Transaction(
                sender.map(ReversePath::of).orElseGet(ReversePath::none), parameters, submission));
        return Step.say(Replies.SENDER_OK);
    }
}
