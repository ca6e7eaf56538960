// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.time.Instant;
import java.util.Optional;
import org.relaywarden.bsmtp.customers.Language;

/**
 * A notice. Immutable.
 *
 * @param messageId fixed when the notice is planned, so that a repeated attempt is no second mail
 * @param deliveredAt when it lay in the admin account
 */
public record NoticeRecord(
        long id,
        long caseNumber,
        NoticeKind kind,
        Language language,
        String messageId,
        String subject,
        Instant plannedAt,
        Optional<Instant> deliveredAt) {}
