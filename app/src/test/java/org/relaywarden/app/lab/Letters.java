// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;

/** Mail from the lab's hosts to the program, as a customer sends it. */
final class Letters {

    private static final Pattern REPLY_TO = Pattern.compile("(?m)^Reply-To: .*?(relay-reply\\+[a-z2-7]+@isp\\.example)");

    private Letters() {}

    /** Where an answer to this warning goes. */
    static String replyTo(String warning) {
        Matcher matcher = REPLY_TO.matcher(warning);
        assertTrue(matcher.find(), warning);
        return matcher.group(1);
    }

    /** Sends one mail to this server; the outcome tells whether it was taken. */
    static Command.Outcome send(LabHost from, String server, String to, String sender, String... more) {
        List<String> words = new ArrayList<>(
                List.of("swaks", "--server", server, "--helo", "mail.anna.example", "--from", sender, "--to", to));
        words.addAll(List.of(more));
        return from.run(Command.of(words));
    }
}
