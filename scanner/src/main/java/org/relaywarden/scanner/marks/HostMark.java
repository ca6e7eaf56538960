// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.marks;

import java.net.InetAddress;
import java.time.Instant;

/**
 * A host that is a trap, on the word of an operator. Immutable.
 *
 * @param login whose host it was when it was marked; under another customer the mark means nothing
 * @param by who marked it, 1 to 64 characters without control characters
 * @param reason why, 1 to 200 characters without control characters
 */
public record HostMark(String login, InetAddress address, String by, String reason, Instant at) {

    private static final int BY_CHARACTERS_MAX = 64;
    private static final int REASON_CHARACTERS_MAX = 200;

    public HostMark {
        check("who marks it", by, BY_CHARACTERS_MAX);
        check("the reason", reason, REASON_CHARACTERS_MAX);
    }

    static void checkPerson(String by) {
        check("who does it", by, BY_CHARACTERS_MAX);
    }

    private static void check(String what, String text, int charactersMax) {
        if (text.isBlank() || text.length() > charactersMax || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + ": 1 to " + charactersMax + " characters, none of them a control character");
        }
    }
}
