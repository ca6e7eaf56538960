// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.outgoing;

import java.time.InstantSource;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.client.SmtpClient;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.spool.Spool;

/** What the relay works with; all of it outlives it. */
public record OutgoingParts(
        Spool spool, SmtpClient client, Bounces bounces, Journal journal, InstantSource clock) {}
