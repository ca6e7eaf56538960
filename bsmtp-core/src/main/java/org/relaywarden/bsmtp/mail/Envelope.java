// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.mail;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.ReversePath;

/**
 * The envelope of a message, the recipients aside. Immutable.
 *
 * @param sender where bounces go
 * @param receivedAt when it began to come in: the envelope is written above the message, so it is fixed before
 * @param peer the address that handed it in; empty for mail that the program wrote itself. A returned probe's peer
 *     tells multi-hop relays
 * @param helo what the peer called itself, a stranger's text of at most 255 characters; empty for our own mail
 * @param tls protocol and cipher by which it came, {@code TLSv1.3 TLS_AES_256_GCM_SHA384}; empty when it came plain
 * @param eightBit whether BODY=8BITMIME was declared
 * @param smtpUtf8 whether SMTPUTF8 was (RFC 6531): only a host that offers it can be given this message
 * @param dsn what the sender wants to hear about it, recipient by recipient
 * @param submission that a customer of ours handed it in at our smarthost; empty for all other mail
 */
public record Envelope(
        ReversePath sender,
        Instant receivedAt,
        Optional<InetAddress> peer,
        String helo,
        String tls,
        boolean eightBit,
        boolean smtpUtf8,
        DsnRequest dsn,
        Optional<Submission> submission) {

    public Envelope {
        if (helo.length() > 255) {
            throw new IllegalArgumentException("a HELO name of more than 255 characters");
        }
        if (tls.length() > 255) {
            throw new IllegalArgumentException("a description of TLS of more than 255 characters");
        }
    }

    /** The envelope of mail that did not come by our smarthost. */
    public Envelope(
            ReversePath sender,
            Instant receivedAt,
            Optional<InetAddress> peer,
            String helo,
            String tls,
            boolean eightBit,
            boolean smtpUtf8,
            DsnRequest dsn) {
        this(sender, receivedAt, peer, helo, tls, eightBit, smtpUtf8, dsn, Optional.empty());
    }

    /** The envelope of mail that came plain, with no extension but 8BITMIME. */
    public Envelope(
            ReversePath sender, Instant receivedAt, Optional<InetAddress> peer, String helo, boolean eightBit) {
        this(sender, receivedAt, peer, helo, "", eightBit, false, DsnRequest.none());
    }

    /** The envelope of mail that the program writes itself. */
    public static Envelope ours(ReversePath sender, Instant writtenAt) {
        return new Envelope(sender, writtenAt, Optional.empty(), "", true);
    }

    /** The same, with this asked about it. */
    public Envelope withDsn(DsnRequest asked) {
        return new Envelope(sender, receivedAt, peer, helo, tls, eightBit, smtpUtf8, asked, submission);
    }

    /** The same, handed in by this one. */
    public Envelope withPeer(InetAddress other) {
        return new Envelope(
                sender, receivedAt, Optional.of(other), helo, tls, eightBit, smtpUtf8, dsn, submission);
    }

    /** The same, handed in so. */
    public Envelope withSubmission(Optional<Submission> known) {
        return new Envelope(sender, receivedAt, peer, helo, tls, eightBit, smtpUtf8, dsn, known);
    }
}
