// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.util.List;
import java.util.Optional;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.replies.Transcript;

/**
 * One connection and what came of it. Immutable.
 *
 * @param reach whether there was a connection at all
 * @param answers one for each test that is done; when the host did not get as far as the first MAIL, that same answer
 *     for every test
 * @param left tests to be asked in another conversation, in their order
 * @param banner the host's greeting, made visible and capped; may be empty
 * @param hostName what it calls itself, where that is a name
 * @param offersTls whether it offered STARTTLS (RFC 3207)
 */
public record Conversation(
        Reach reach,
        List<TestAnswer> answers,
        List<RelayTest> left,
        String banner,
        Optional<String> hostName,
        boolean offersTls,
        Transcript transcript) {

    /** Whether there was a connection. */
    public enum Reach {
        CONNECTED,
        /** Refused, no route, or no answer in time. */
        NO_CONNECTION,
        /** Not dialled: the address is no customer's (S7). */
        NOT_DIALLED
    }

    public Conversation {
        answers = List.copyOf(answers);
        left = List.copyOf(left);
    }
}
