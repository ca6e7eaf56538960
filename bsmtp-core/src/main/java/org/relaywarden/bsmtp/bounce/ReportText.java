// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.relaywarden.bsmtp.compose.MailTemplates;
import org.relaywarden.bsmtp.compose.MailText;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.smtp.EnhancedCode;

/**
 * The part of a report that people read: {@code bounce/NAME.txt}. In English: what language a sender reads is not known.
 * Thread-safe.
 */
final class ReportText {

    /** More than these are told by number; programs find all of them in the next part. */
    private static final int RECIPIENTS_SHOWN = 50;

    private static final int ADDRESS_CHARACTERS_MAX = 400;

    private static final int SUBJECT_BAD_ADDRESS = 1;

    private final MailTemplates templates = new MailTemplates("bounce");
    private final BounceSettings settings;
    private final String template;

    ReportText(BounceSettings settings, String template) {
        this.settings = settings;
        this.template = template;
    }

    MailText of(String arrived, String sender, List<FailedRecipient> failed, boolean whole) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("provider", settings.providerName());
        variables.put("host", settings.hostName());
        variables.put("postmaster", settings.postmaster().toString());
        variables.put("arrived", arrived);
        variables.put("sender", Visible.of(sender, ADDRESS_CHARACTERS_MAX));
        variables.put(
                "recipients", failed.stream().limit(RECIPIENTS_SHOWN).map(ReportText::shown).toList());
        variables.put("hasMore", failed.size() > RECIPIENTS_SHOWN);
        variables.put("more", Math.max(0, failed.size() - RECIPIENTS_SHOWN));
        variables.put("whole", whole);
        return templates.text(template, Locale.ENGLISH, variables).withoutGaps();
    }

    private static Map<String, Object> shown(FailedRecipient one) {
        return Map.of(
                "address", Visible.of(one.recipient().toString(), ADDRESS_CHARACTERS_MAX),
                "host", one.host().map(DeliveryStatus::literal).orElse(""),
                "said", one.diagnostic().isBlank() ? "" : DeliveryStatus.shown(one.diagnostic()),
                "badAddress", isBadAddress(one.status()));
    }

    /** RFC 3463 section 3.2. */
    private static boolean isBadAddress(EnhancedCode status) {
        return status.klass() == 5 && status.subject() == SUBJECT_BAD_ADDRESS;
    }
}
