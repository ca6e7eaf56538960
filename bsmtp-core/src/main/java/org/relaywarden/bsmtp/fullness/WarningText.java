// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.relaywarden.bsmtp.compose.MailTemplates;
import org.relaywarden.bsmtp.compose.MailText;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.quota.Usage;

/** The words of a warning: {@code fullness/LANGUAGE/warning.txt}, every language of a customer. Thread-safe. */
final class WarningText {

    private static final int FULL_PERCENT = 100;
    private static final double KILO = 1_000;

    private final MailTemplates templates = new MailTemplates("fullness");
    private final FullnessSettings settings;

    WarningText(FullnessSettings settings) {
        this.settings = settings;
    }

    /** @param level 80 or 95; how full it is in truth may be more, for much may come at once */
    MailText of(Customer owner, Usage usage, int level) {
        String language = owner.language().word();
        Locale locale = Locale.of(language);
        return templates.text(language + "/warning", locale, variables(owner, usage, level, locale)).withoutGaps();
    }

    private Map<String, Object> variables(Customer owner, Usage usage, int level, Locale locale) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("provider", settings.providerName());
        variables.put("desk", settings.desk().toString());
        variables.put("phone", settings.deskPhone().orElse(""));
        variables.put("login", owner.login());
        variables.put("account", owner.login() + "@" + settings.mailDomain());
        variables.put("percent", usage.percent());
        variables.put("full", usage.percent() >= FULL_PERCENT);
        variables.put("soon", level == OwnerWarnings.SOON);
        variables.put("used", size(usage.usedBytes(), locale));
        variables.put("quota", size(usage.quotaBytes(), locale));
        variables.put("waiting", size(usage.waitingBytes(), locale));
        variables.put("waitingMessages", usage.waitingMessages());
        variables.put("own", size(usage.usedBytes() - usage.waitingBytes(), locale));
        variables.put("ownMessages", usage.messages() - usage.waitingMessages());
        variables.put("withoutFilter", !owner.spamFilter());
        variables.put("quotaWithFilter", size(settings.quotaWithFilterBytes(), locale));
        return variables;
    }

    /** As a mail program says it: decimal units, one decimal where there is something behind the point. */
    static String size(long bytes, Locale locale) {
        double number = bytes;
        String unit = "bytes";
        for (String larger : new String[] {"kB", "MB", "GB"}) {
            if (number >= KILO) {
                number /= KILO;
                unit = larger;
            }
        }
        String text = String.format(locale, "%.1f", number);
        return (text.endsWith("0") ? text.substring(0, text.length() - 2) : text) + " " + unit;
    }
}
