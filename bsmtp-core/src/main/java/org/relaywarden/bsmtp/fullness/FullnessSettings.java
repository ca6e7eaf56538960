// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import java.util.Optional;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * What a warning says of the provider. Immutable.
 *
 * @param mailDomain of the account mailboxes
 * @param desk whom a customer may write to
 * @param quotaWithFilterBytes what a mailbox may hold once its spam filter is on
 */
public record FullnessSettings(
        String providerName,
        String mailDomain,
        MailAddress desk,
        Optional<String> deskPhone,
        long quotaWithFilterBytes) {}
