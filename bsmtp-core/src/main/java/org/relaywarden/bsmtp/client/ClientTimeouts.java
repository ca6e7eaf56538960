// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.time.Duration;

/**
 * How long the client waits. Each is a deadline for the whole reply or the whole block, however slowly its bytes drip.
 *
 * @param connect until the connection stands
 * @param banner until the greeting (RFC 5321 section 4.5.3.2.1)
 * @param command until the reply to EHLO, MAIL, RCPT or RSET (4.5.3.2.2, 4.5.3.2.3)
 * @param data until the reply to DATA (4.5.3.2.4)
 * @param block until one block of the message is out (4.5.3.2.5)
 * @param afterDot until the reply to the final dot (4.5.3.2.6). Hang up sooner, and a slow host that did take the
 *     message gets it twice (RFC 1047)
 * @param quit until the reply to QUIT: nothing hangs on it
 */
public record ClientTimeouts(
        Duration connect,
        Duration banner,
        Duration command,
        Duration data,
        Duration block,
        Duration afterDot,
        Duration quit) {

    /** What RFC 5321 section 4.5.3.2 asks for. */
    public static ClientTimeouts standard() {
        return new ClientTimeouts(
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofMinutes(3),
                Duration.ofMinutes(10),
                Duration.ofSeconds(5));
    }
}
