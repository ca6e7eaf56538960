// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.mail;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.relaywarden.bsmtp.smtp.ReversePath;

/**
 * The envelope of a message, the recipients aside. Immutable.
 *
 * @param sender where bounces go
 * @param receivedAt when it began to come in: the envelope is written above the message, so it is fixed before
 * @param peer the address that handed it in; empty for mail that the program wrote itself. A returned probe's peer
 *     tells multi-hop relays
 * @param helo what the peer called itself, a stranger's text of at most 255 characters; empty for our own mail
 * @param eightBit whether BODY=8BITMIME was declared
 */
public record Envelope(
        ReversePath sender, Instant receivedAt, Optional<InetAddress> peer, String helo, boolean eightBit) {

    public Envelope {
        if (helo.length() > 255) {
            throw new IllegalArgumentException("a HELO name of more than 255 characters");
        }
    }

    /** The envelope of mail that the program writes itself. */
    public static Envelope ours(ReversePath sender, Instant writtenAt) {
        return new Envelope(sender, writtenAt, Optional.empty(), "", true);
    }
}
