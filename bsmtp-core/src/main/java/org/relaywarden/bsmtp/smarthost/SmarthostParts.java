// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smarthost;

import java.time.InstantSource;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.recipients.OurDomains;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;

/**
 * What the smarthost's policy works with; all of it outlives it.
 *
 * @param here decides about mail for our own domains: as it does of mail from the world
 * @param refusals asked about each sender who is known
 */
public record SmarthostParts(
        Customers customers,
        OurDomains ours,
        RecipientPolicy here,
        SenderRefusals refusals,
        Journal journal,
        InstantSource clock) {}
