// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The commands by their verb. */
final class Commands {

    /** Commands that bring no mail forward; a session may have so many of them and no more. */
    private static final Set<String> IDLE = Set.of("RSET", "NOOP", "VRFY", "HELP", "EXPN", "ETRN", "TURN", "ATRN");

    /** Words of the web: some browser was made to speak to us, and what follows is not what it means. */
    private static final Set<String> WEB =
            Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "DELETE", "PATCH", "TRACE", "PRI");

    private static final Map<String, Command> BY_VERB = Map.ofEntries(
            Map.entry("HELO", new Hello(false)),
            Map.entry("EHLO", new Hello(true)),
            Map.entry("MAIL", new MailFrom()),
            Map.entry("RCPT", new RcptTo()),
            Map.entry("DATA", new Data()),
            Map.entry("RSET", Commands::reset),
            Map.entry("NOOP", (dialogue, argument) -> Step.say(Replies.OK)),
            Map.entry("QUIT", (dialogue, argument) ->
                    Step.leave(Replies.bye(dialogue.parts().settings().hostName()))),
            Map.entry("HELP", (dialogue, argument) -> Step.say(Replies.HELP)),
            // RFC 5321 section 3.5.3: 252 tells a harvester nothing.
            Map.entry("VRFY", (dialogue, argument) -> Step.say(Replies.CANNOT_VERIFY)),
            Map.entry("EXPN", (dialogue, argument) -> Step.say(Replies.NOT_OFFERED)),
            Map.entry("AUTH", new Auth()),
            Map.entry("STARTTLS", new StartTls()),
            // The chunk that follows a refused BDAT would run as commands.
            Map.entry("BDAT", (dialogue, argument) -> Step.leave(Replies.NOT_OFFERED)),
            // B9
            Map.entry("ETRN", (dialogue, argument) -> Step.say(Replies.NOT_NEEDED)),
            Map.entry("TURN", (dialogue, argument) -> Step.say(Replies.NOT_NEEDED)),
            Map.entry("ATRN", (dialogue, argument) -> Step.say(Replies.NOT_NEEDED)));

    private Commands() {}

    static String verb(String line) {
        int blank = line.indexOf(' ');
        return (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
    }

    /** Whether it is one of those that we know. */
    static boolean isKnown(String verb) {
        return BY_VERB.containsKey(verb);
    }

    static String argument(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? "" : line.substring(blank + 1);
    }

    static Command of(String verb) {
        return BY_VERB.getOrDefault(verb, (dialogue, argument) -> Step.say(Replies.UNKNOWN_COMMAND));
    }

    static boolean isIdle(String verb) {
        return IDLE.contains(verb);
    }

    static boolean isOfTheWeb(String verb) {
        return WEB.contains(verb);
    }

    private static Step reset(Dialogue dialogue, String argument) {
        if (!argument.isBlank()) {
            return Step.say(Replies.NO_ARGUMENT);
        }
        dialogue.reset();
        return Step.say(Replies.OK);
    }
}
