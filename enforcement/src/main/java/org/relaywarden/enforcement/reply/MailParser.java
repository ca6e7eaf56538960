// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.reply;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a stranger's mail within limits: so many bytes, headers, parts, levels. Pure code. */
final class MailParser {

    static final int MESSAGE_BYTES_MAX = 1 << 20;
    private static final int HEADERS_MAX = 500;
    private static final int PARTS_MAX = 50;
    private static final int DEPTH_MAX = 8;
    private static final int TEXT_CHARACTERS_MAX = 100_000;

    /** RFC 3464 section 2.3.4. */
    private static final Pattern STATUS = Pattern.compile("(?im)^status:[ \\t]*([245]\\.\\d{1,3}\\.\\d{1,3})");

    private int parts;
    private @Nullable String plain;
    private @Nullable String html;
    private @Nullable String status;

    /** It is beyond the limits, or no mail at all; the message is in our own words. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * What was read.
     *
     * @param headers by name, whatever its case, in their order
     * @param text what a person would read, without marks of HTML
     * @param deliveryStatus the worst status of a delivery report, if it is one
     */
    record Parsed(
            Map<String, List<String>> headers, String text, boolean isReport, Optional<String> deliveryStatus) {

        List<String> headers(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    private MailParser() {}

    static Parsed parse(byte[] bytes) throws Unreadable {
        if (bytes.length > MESSAGE_BYTES_MAX) {
            throw new Unreadable("larger than " + MESSAGE_BYTES_MAX + " bytes", null);
        }
        try {
            var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            Map<String, List<String>> headers = headersOf(message);
            MailParser parser = new MailParser();
            parser.walk(message, 1);
            boolean report = message.isMimeType("multipart/report");
            return new Parsed(headers, parser.text(), report, Optional.ofNullable(report ? parser.status : null));
        } catch (MessagingException | IOException | RuntimeException broken) {
            // Jakarta Mail meets hostile input with all three.
            throw new Unreadable("its structure is broken", broken);
        }
    }

    private static Map<String, List<String>> headersOf(MimeMessage message) throws MessagingException, Unreadable {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int count = 0;
        for (Header header : Collections.list(message.getAllHeaders())) {
            if (++count > HEADERS_MAX) {
                throw new Unreadable("more than " + HEADERS_MAX + " header lines", null);
            }
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(decoded(header.getValue()));
        }
        return headers;
    }

    private static String decoded(String value) {
        try {
            return MimeUtility.decodeText(value);
        } catch (IOException unknownCharset) {
            return value;
        }
    }

    private void walk(Part part, int depth) throws MessagingException, IOException, Unreadable {
        if (++parts > PARTS_MAX) {
            throw new Unreadable("more than " + PARTS_MAX + " parts", null);
        }
        if (depth > DEPTH_MAX) {
            throw new Unreadable("parts within parts, more than " + DEPTH_MAX + " deep", null);
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart child = multipart.getBodyPart(i);
                walk(child, depth + 1);
            }
        } else if (part.isMimeType("message/delivery-status")) {
            Matcher found = STATUS.matcher(textOf(part));
            while (found.find()) {
                String each = found.group(1);
                status = status == null || each.compareTo(status) > 0 ? each : status;
            }
        } else if (!Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            if (part.isMimeType("text/plain") && plain == null) {
                plain = textOf(part);
            } else if (part.isMimeType("text/html") && html == null) {
                html = textOf(part);
            }
        }
    }

    private String text() {
        if (plain != null && !plain.isBlank()) {
            return plain;
        }
        return html == null ? "" : HtmlText.of(html);
    }

    private static String textOf(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            byte[] bytes = in.readNBytes(TEXT_CHARACTERS_MAX);
            return new String(bytes, charsetOf(part));
        }
    }

    private static Charset charsetOf(Part part) throws MessagingException {
        Matcher named = Pattern.compile("charset=\"?([A-Za-z0-9._:-]{1,40})", Pattern.CASE_INSENSITIVE)
                .matcher(String.valueOf(part.getContentType()));
        try {
            return named.find()
                    ? Charset.forName(MimeUtility.javaCharset(named.group(1).toLowerCase(Locale.ROOT)))
                    : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.ISO_8859_1;
        }
    }
}
