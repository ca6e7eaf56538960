// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.time.InstantSource;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.client.SmtpClient;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.recipients.OurDomains;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.routing.Routes;
import org.relaywarden.bsmtp.spool.Spool;

/**
 * What it works with; all of it outlives it, save the client.
 *
 * @param client is closed with it
 * @param here decides about mail for our own domains, which is never dialled for
 */
public record OnwardParts(
        Spool spool,
        Routes routes,
        SmtpClient client,
        Bounces bounces,
        OurDomains ours,
        RecipientPolicy here,
        Journal journal,
        InstantSource clock) {}
