// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.quota.Usage;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The words of a warning: {@code fullness/LANGUAGE/warning.txt} on the class path, Thymeleaf in its TEXT mode, every
 * language of a customer. The first line is {@code Subject: ...}. Thread-safe.
 */
final class WarningText {

    private static final String SUBJECT = "Subject: ";
    private static final int FULL_PERCENT = 100;
    private static final double KILO = 1_000;

    private final TemplateEngine engine = new TemplateEngine();
    private final FullnessSettings settings;

    record Words(String subject, String body) {}

    WarningText(FullnessSettings settings) {
        this.settings = settings;
        var resolver = new ClassLoaderTemplateResolver(WarningText.class.getClassLoader());
        resolver.setPrefix("fullness/");
        resolver.setSuffix(".txt");
        resolver.setTemplateMode(TemplateMode.TEXT);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
    }

    /** @param level 80 or 95; how full it is in truth may be more, for much may come at once */
    Words of(Customer owner, Usage usage, int level) {
        Locale locale = Locale.of(owner.language().word());
        String name = owner.language().word() + "/warning";
        String rendered = engine.process(name, new Context(locale, variables(owner, usage, level, locale)));
        int end = rendered.indexOf('\n');
        if (!rendered.startsWith(SUBJECT) || end < 0) {
            throw new IllegalStateException("fullness/" + name + ".txt does not begin with '" + SUBJECT + "'");
        }
        // What a condition leaves out leaves its empty lines.
        String body = rendered.substring(end).strip().replaceAll("\n{3,}", "\n\n") + "\n";
        return new Words(rendered.substring(SUBJECT.length(), end).strip(), body);
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
