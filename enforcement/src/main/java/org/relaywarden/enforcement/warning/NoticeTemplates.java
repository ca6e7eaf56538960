// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.relaywarden.bsmtp.customers.Language;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The texts: {@code notices/LANGUAGE/KIND.txt} on the class path, Thymeleaf in its TEXT mode; every kind in every
 * language. A template's first line is {@code Subject: ...}. Thread-safe.
 */
final class NoticeTemplates {

    private static final String SUBJECT = "Subject: ";

    private final TemplateEngine engine = new TemplateEngine();
    private final NoticeSettings settings;
    private final Map<Language, NoticeWords> words;

    record Text(String subject, String body) {}

    NoticeTemplates(NoticeSettings settings, Map<Language, NoticeWords> words) {
        this.settings = settings;
        this.words = words;
        var resolver = new ClassLoaderTemplateResolver(NoticeTemplates.class.getClassLoader());
        resolver.setPrefix("notices/");
        resolver.setSuffix(".txt");
        resolver.setTemplateMode(TemplateMode.TEXT);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
    }

    Text render(NoticeRequest request) {
        Language language = request.language();
        Map<String, Object> variables =
                new NoticeVariables(settings, Objects.requireNonNull(words.get(language))).of(request);
        String rendered = engine.process(
                name(language, request.content().kind()), new Context(Locale.of(language.word()), variables));
        int end = rendered.indexOf('\n');
        if (!rendered.startsWith(SUBJECT) || end < 0) {
            throw new IllegalStateException("notices/" + name(language, request.content().kind())
                    + ".txt does not begin with a line '" + SUBJECT + "...'");
        }
        return new Text(rendered.substring(SUBJECT.length(), end).strip(),
                Paragraphs.fill(rendered.substring(end)));
    }

    private static String name(Language language, NoticeKind kind) {
        return language.word() + "/" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
