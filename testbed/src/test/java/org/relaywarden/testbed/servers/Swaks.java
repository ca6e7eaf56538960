// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;

/** A stranger's SMTP client on a host of the lab. */
record Swaks(LabHost client, String server) {
    /** The reply to one RCPT, such as {@code 454 4.7.1 <...>: Relay access denied}; no mail is sent. */
    String recipient(String from, String to) {
        List<String> said = talk(from, to, "--quit-after", "RCPT");
        int asked = said.indexOf(" -> RCPT TO:<" + to + ">");
        if (asked < 0) {
            throw new AssertionError("no RCPT in " + said);
        }
        return said.get(asked + 1).substring("<** ".length());
    }

    /** Sends a whole mail with this word in its subject, and gives the server's last word on it. */
    String send(String from, String to, String word) {
        return talk(from, to, "--header", "Subject: " + word).stream()
                .filter(line -> line.startsWith("<"))
                .skip(1)
                .filter(line -> !line.contains(" 221 "))
                .toList()
                .getLast()
                .substring("<** ".length());
    }

    private List<String> talk(String from, String to, String... more) {
        var words = new ArrayList<>(List.of(
                "swaks", "--server", server, "--helo", "stranger.example", "--from", from, "--to", to, "--timeout", "20"));
        words.addAll(List.of(more));
        return client.run(Command.of(words).within(Duration.ofSeconds(60))).output().lines().toList();
    }
}
