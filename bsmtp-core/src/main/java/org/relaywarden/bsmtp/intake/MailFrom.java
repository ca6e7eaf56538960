// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.smtp.ReversePath;

/** MAIL (RFC 5321 section 4.1.1.2), with SIZE (RFC 1870) and BODY (RFC 6152). */
final class MailFrom implements Command {

    private static final Pattern SIZE = Pattern.compile("\\d{1,20}");

    @Override
    public Step run(Dialogue dialogue, String argument) {
        if (!dialogue.isGreeted()) {
            return Step.say(Replies.HELLO_FIRST);
        }
        if (dialogue.transaction().isPresent()) {
            return Step.say(Replies.MAIL_TWICE);
        }
        if (dialogue.mailsBegun() >= dialogue.parts().settings().limits().mailsMax()) {
            return Step.leave(Replies.TOO_MANY_MAILS);
        }
        Optional<PathArgument> read = PathArgument.parse(argument, "FROM:");
        if (read.isEmpty()) {
            return Step.say(Replies.SENDER_SYNTAX);
        }
        PathArgument path = read.get();
        if (!path.isAscii()) {
            return Step.say(Replies.NOT_ASCII);
        }
        Optional<MailAddress> address = path.address();
        if (address.isEmpty() && !path.path().isEmpty()) {
            return Step.say(Replies.SENDER_SYNTAX);
        }
        Optional<Reply> fault = faultIn(path.parameters(), dialogue.parts().settings().messageBytesMax());
        if (fault.isPresent()) {
            return Step.say(fault.get());
        }
        boolean eightBit = "8BITMIME".equalsIgnoreCase(path.parameters().get("BODY"));
        long declaredBytes = Long.parseLong(path.parameters().getOrDefault("SIZE", "0"));
        dialogue.begin(new Transaction(
                address.map(ReversePath::of).orElseGet(ReversePath::none), eightBit, declaredBytes));
        return Step.say(Replies.SENDER_OK);
    }

    private static Optional<Reply> faultIn(Map<String, String> parameters, long messageBytesMax) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "SIZE" -> {
                    if (!SIZE.matcher(value).matches()) {
                        return Optional.of(Replies.BAD_PARAMETER_VALUE);
                    }
                    if (new BigInteger(value).compareTo(BigInteger.valueOf(messageBytesMax)) > 0) {
                        return Optional.of(Replies.TOO_LARGE);
                    }
                }
                case "BODY" -> {
                    String body = value.toUpperCase(Locale.ROOT);
                    if (!body.equals("7BIT") && !body.equals("8BITMIME")) {
                        return Optional.of(Replies.BAD_PARAMETER_VALUE);
                    }
                }
                default -> {
                    return Optional.of(Replies.UNKNOWN_PARAMETER);
                }
            }
        }
        return Optional.empty();
    }
}
