// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.io.IOException;

/**
 * HELO and EHLO (RFC 5321 section 4.1.1.1). Any name is taken: many honest hosts don't know theirs.
 *
 * @param extended whether it is EHLO
 */
record Hello(boolean extended) implements Command {

    private static final int NAME_CHARACTERS_MAX = 255;

    @Override
    public Step run(Dialogue dialogue, String argument) throws IOException {
        String name = argument.strip();
        if (name.isEmpty() || name.length() > NAME_CHARACTERS_MAX
                || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return Step.say(Replies.HELLO_NEEDS_NAME);
        }
        // RFC 2920 section 3.1: it must be the last of what was sent at once. Who does not wait reads no answers.
        if (dialogue.connection().hasInput()) {
            return Step.leave(Replies.SPOKE_TOO_SOON);
        }
        dialogue.greeted(name, extended);
        IntakeSettings settings = dialogue.parts().settings();
        boolean startTls = !dialogue.isSecured() && dialogue.parts().given().certificate().isPresent();
        return Step.say(extended
                ? Replies.extendedHello(settings, startTls, offersAuth(dialogue))
                : Replies.hello(settings.hostName()));
    }

    private static boolean offersAuth(Dialogue dialogue) {
        return dialogue.isSecured()
                && dialogue.login().isEmpty()
                && dialogue.parts().given().authentication().isPresent();
    }
}
