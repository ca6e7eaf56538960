// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.util.List;
import java.util.Optional;

/**
 * One reply of an SMTP server, ours or a stranger's (RFC 5321 section 4.2). Immutable.
 *
 * <p>The text of a stranger's reply is a stranger's text: whoever logs or shows it makes control characters visible
 * first.
 *
 * @param code the three-digit code of the last line, 200 to 599
 * @param lines the texts behind the codes, one for each line, never empty; an enhanced code is part of the text
 */
public record Reply(int code, List<String> lines) {

    public Reply {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("RFC 5321 section 4.2.1 allows 200 to 599, got " + code);
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a reply has at least one line");
        }
        lines = List.copyOf(lines);
    }

    /** A reply of one line. */
    public static Reply of(int code, String text) {
        return new Reply(code, List.of(text));
    }

    /** The enhanced code that leads the first line, if any (RFC 2034 section 4). */
    public Optional<EnhancedCode> enhancedCode() {
        return EnhancedCode.leading(lines.getFirst());
    }

    /** True for 2yz: done. */
    public boolean isPositive() {
        return code / 100 == 2;
    }

    /** True for 4yz: try again later (RFC 5321 section 4.2.1). */
    public boolean isTransient() {
        return code / 100 == 4;
    }

    /** True for 5yz: don't repeat this. */
    public boolean isPermanent() {
        return code / 100 == 5;
    }

    /**
     * To a RCPT, when an earlier one was taken: send again for the rest (RFC 5321 section 4.5.3.1.10; old hosts say
     * 552).
     */
    public boolean meansTooManyRecipients() {
        Optional<EnhancedCode> enhanced = enhancedCode();
        return (code == 452 || code == 552)
                && (enhanced.isEmpty() || (enhanced.get().subject() == 5 && enhanced.get().detail() == 3));
    }

    /** The reply on one line, as a log or a table wants it: code, then the lines joined by " / ". */
    @Override
    public String toString() {
        return code + " " + String.join(" / ", lines);
    }
}
