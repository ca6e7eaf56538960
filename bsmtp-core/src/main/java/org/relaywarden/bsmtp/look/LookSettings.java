// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.look;

import java.time.Duration;

/**
 * How a look is taken. Immutable.
 *
 * @param heloName what we call ourselves: the same as delivery does, for hosts judge by it
 * @param connectWithin until the connection stands
 * @param talkWithin for all that follows, however slowly it drips in
 * @param startTls whether delivery encrypts where that is offered
 */
public record LookSettings(String heloName, Duration connectWithin, Duration talkWithin, boolean startTls) {

    /** Shorter than delivery waits: somebody sits before it. A host that is slower yet is told as slow, not as away. */
    public static LookSettings defaults(String heloName, boolean startTls) {
        return new LookSettings(heloName, Duration.ofSeconds(10), Duration.ofSeconds(40), startTls);
    }
}
