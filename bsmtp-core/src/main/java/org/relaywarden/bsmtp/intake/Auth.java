// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.relaywarden.bsmtp.auth.Authentication;
import org.relaywarden.bsmtp.auth.Credentials;
import org.relaywarden.bsmtp.auth.Verified;
import org.relaywarden.bsmtp.net.LineRead;

/** AUTH (RFC 4954): PLAIN and LOGIN, within TLS only, for both show the password to whoever reads along. */
final class Auth implements Command {

    private static final int RESPONSE_BYTES_MAX = 2_048;
    private static final String CANCELLED = "*";
    /** RFC 4954 section 4: an empty initial response. */
    private static final String EMPTY = "=";

    /** The exchange ended before there was anything to verify. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Step step;

        Ended(Step step) {
            this.step = step;
        }
    }

    @Override
    public Step run(Dialogue dialogue, String argument) throws IOException {
        Optional<Authentication> authentication = dialogue.parts().given().authentication();
        if (authentication.isEmpty()) {
            return Step.say(Replies.NOT_OFFERED);
        }
        if (!dialogue.isExtended()) {
            return Step.say(Replies.HELLO_FIRST);
        }
        if (!dialogue.isSecured()) {
            return Step.say(Replies.TLS_FIRST);
        }
        if (!dialogue.login().isEmpty() || dialogue.transaction().isPresent()) {
            return Step.say(Replies.NO_LOGIN_NOW);
        }
        if (dialogue.connection().hasInput()) { // section 4: it is the last command of a group
            return Step.leave(Replies.SPOKE_TOO_SOON);
        }
        try {
            Optional<Credentials> credentials = credentials(dialogue, argument.strip().split(" +", 2));
            return credentials.isEmpty()
                    ? Step.say(Replies.NO_CREDENTIALS)
                    : verify(dialogue, authentication.get(), credentials.get());
        } catch (Ended ended) {
            return ended.step;
        }
    }

    private static Optional<Credentials> credentials(Dialogue dialogue, String[] words) throws IOException, Ended {
        Optional<String> initial = words.length > 1
                ? Optional.of(words[1].equals(EMPTY) ? "" : words[1])
                : Optional.empty();
        return switch (words[0].toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> Credentials.plain(initial.isPresent() ? initial.get() : ask(dialogue, ""));
            case "LOGIN" -> {
                String login = initial.isPresent() ? initial.get() : ask(dialogue, "Username:");
                yield Credentials.login(login, ask(dialogue, "Password:"));
            }
            default -> throw new Ended(Step.say(Replies.NO_SUCH_MECHANISM));
        };
    }

    private static String ask(Dialogue dialogue, String challenge) throws IOException, Ended {
        dialogue.connection().write("334 "
                + Base64.getEncoder().encodeToString(challenge.getBytes(StandardCharsets.US_ASCII)) + "\r\n");
        return switch (dialogue.connection().readLine(RESPONSE_BYTES_MAX, dialogue.limits().commandWithin())) {
            case LineRead.Line(String text) when text.equals(CANCELLED) -> throw new Ended(Step.say(Replies.CANCELLED));
            case LineRead.Line(String text) -> text;
            case LineRead.NoLine() -> throw new Ended(Step.leave(Replies.BROKEN_LINE));
            case LineRead.TooLong() -> throw new Ended(Step.leave(Replies.LINE_TOO_LONG));
            case LineRead.TooSlow() -> throw new Ended(Step.leave(Replies.TOO_SLOW));
            case LineRead.EndOfStream() -> throw new Ended(
                    dialogue.connection().isClosing() ? Step.leave(Replies.CLOSING) : new Step.Leave());
        };
    }

    private static Step verify(Dialogue dialogue, Authentication authentication, Credentials credentials) {
        return switch (authentication.verify(dialogue.id(), credentials, dialogue.connection().peer())) {
            case Verified.Proven(String login) -> {
                dialogue.loggedIn(login);
                yield Step.say(Replies.LOGGED_IN);
            }
            case Verified.Wrong() -> dialogue.mayTryPasswords()
                    ? Step.say(Replies.WRONG_PASSWORD)
                    : Step.leave(Replies.TOO_MANY_PASSWORDS);
            case Verified.Away() -> Step.say(Replies.PASSWORDS_AWAY);
            case Verified.TooOften() -> Step.leave(Replies.TOO_MANY_PASSWORDS);
        };
    }
}
