// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.compose;

/** The words of a mail. */
public record MailText(String subject, String body) {

    /** With one empty line at the most between paragraphs: what a condition leaves out leaves its empty lines. */
    public MailText withoutGaps() {
        return new MailText(subject, body.strip().replaceAll("\n{3,}", "\n\n") + "\n");
    }
}
