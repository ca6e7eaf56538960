// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.smtp.EnhancedCode;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The part of a report that people read: {@code bounce/NAME.txt} on the class path, Thymeleaf in its TEXT mode. The
 * first line is {@code Subject: ...}. In English: what language a sender reads is not known. Thread-safe.
 */
final class ReportText {

    private static final String SUBJECT = "Subject: ";

    /** More than these are told by number; programs find all of them in the next part. */
    private static final int RECIPIENTS_SHOWN = 50;

    private static final int ADDRESS_CHARACTERS_MAX = 400;

    private static final int SUBJECT_BAD_ADDRESS = 1;

    private final TemplateEngine engine = new TemplateEngine();
    private final BounceSettings settings;
    private final String template;

    ReportText(BounceSettings settings, String template) {
        this.settings = settings;
        this.template = template;
        var resolver = new ClassLoaderTemplateResolver(ReportText.class.getClassLoader());
        resolver.setPrefix("bounce/");
        resolver.setSuffix(".txt");
        resolver.setTemplateMode(TemplateMode.TEXT);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
    }

    record Words(String subject, String body) {}

    Words of(String arrived, String sender, List<FailedRecipient> failed, boolean whole) {
        Context context = new Context(Locale.ENGLISH);
        context.setVariable("provider", settings.providerName());
        context.setVariable("host", settings.hostName());
        context.setVariable("postmaster", settings.postmaster().toString());
        context.setVariable("arrived", arrived);
        context.setVariable("sender", Visible.of(sender, ADDRESS_CHARACTERS_MAX));
        context.setVariable(
                "recipients", failed.stream().limit(RECIPIENTS_SHOWN).map(ReportText::shown).toList());
        context.setVariable("hasMore", failed.size() > RECIPIENTS_SHOWN);
        context.setVariable("more", Math.max(0, failed.size() - RECIPIENTS_SHOWN));
        context.setVariable("whole", whole);
        String rendered = engine.process(template, context);
        int end = rendered.indexOf('\n');
        if (!rendered.startsWith(SUBJECT) || end < 0) {
            throw new IllegalStateException("bounce/" + template + ".txt does not begin with '" + SUBJECT + "'");
        }
        // What a condition leaves out leaves its empty lines.
        String body = rendered.substring(end).strip().replaceAll("\n{3,}", "\n\n") + "\n";
        return new Words(rendered.substring(SUBJECT.length(), end).strip(), body);
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
