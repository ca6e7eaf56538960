// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.relaywarden.bsmtp.compose.MailTemplates;
import org.relaywarden.bsmtp.compose.MailText;
import org.relaywarden.bsmtp.customers.Language;

/** The texts: {@code notices/LANGUAGE/KIND.txt}, every kind in every language. Thread-safe. */
final class NoticeTemplates {

    private final MailTemplates templates = new MailTemplates("notices");
    private final NoticeSettings settings;
    private final Map<Language, NoticeWords> words;

    NoticeTemplates(NoticeSettings settings, Map<Language, NoticeWords> words) {
        this.settings = settings;
        this.words = words;
    }

    MailText render(NoticeRequest request) {
        Language language = request.language();
        Map<String, Object> variables =
                new NoticeVariables(settings, Objects.requireNonNull(words.get(language))).of(request);
        MailText text = templates.text(
                name(language, request.content().kind()), Locale.of(language.word()), variables);
        return new MailText(text.subject(), Paragraphs.fill(text.body()));
    }

    private static String name(Language language, NoticeKind kind) {
        return language.word() + "/" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
