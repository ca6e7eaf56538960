// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The page's template and style. Thread-safe. */
final class PageTemplate {

    private static final String FOLDER = "org/relaywarden/reports/digest/";

    private final TemplateEngine engine = new TemplateEngine();
    private final String style = read(FOLDER + "night.css");

    PageTemplate() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(PageTemplate.class.getClassLoader());
        resolver.setPrefix(FOLDER);
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        engine.setTemplateResolver(resolver);
    }

    String render(NightPage page) {
        return engine.process(
                "night", new Context(Locale.ENGLISH, Map.of("page", page, "style", style, "policy", policy())));
    }

    /** Content Security Policy 3: nothing may be run or fetched, and only our own style, known by its hash, applies. */
    private String policy() {
        return "default-src 'none'; style-src 'sha256-" + sha256(style) + "'; base-uri 'none'; form-action 'none'";
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String read(String resource) {
        try (InputStream in = PageTemplate.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + resource + " of this build", e);
        }
    }
}
