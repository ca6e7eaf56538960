// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.compose;

import java.util.Locale;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The texts in one folder of the class path, {@code FOLDER/NAME.txt}: Thymeleaf in its TEXT mode. The first line is
 * {@code Subject: ...}. Thread-safe.
 */
public final class MailTemplates {

    private static final String SUBJECT = "Subject: ";

    private final TemplateEngine engine = new TemplateEngine();
    private final String folder;

    /** Those of a folder, without a slash at its end. */
    public MailTemplates(String folder) {
        this.folder = folder;
        var resolver = new ClassLoaderTemplateResolver(MailTemplates.class.getClassLoader());
        resolver.setPrefix(folder + "/");
        resolver.setSuffix(".txt");
        resolver.setTemplateMode(TemplateMode.TEXT);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
    }

    /**
     * A text with these values in it.
     *
     * @return the body as it stands in the template, with whatever empty lines are there
     */
    public MailText text(String name, Locale locale, Map<String, Object> variables) {
        String rendered = engine.process(name, new Context(locale, variables));
        int end = rendered.indexOf('\n');
        if (!rendered.startsWith(SUBJECT) || end < 0) {
            throw new IllegalStateException(
                    folder + "/" + name + ".txt does not begin with a line '" + SUBJECT + "...'");
        }
        return new MailText(rendered.substring(SUBJECT.length(), end).strip(), rendered.substring(end));
    }
}
