// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.reply;

import java.util.Optional;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.enforcement.warning.NoticeSettings;
import org.relaywarden.enforcement.warning.ReplyTokens.Purpose;
import org.relaywarden.enforcement.warning.ReplyTokens;

/** Says what a mail is; the first rule that fits wins. Pure code over the mail. */
final class Classifier {

    private static final int EXCERPT_CHARACTERS_MAX = 1_000;

    private final NoticeSettings settings;
    private final ReplyTokens tokens;

    /**
     * What the envelope recipient said.
     *
     * @param named empty when the token is not ours, or stands at the other class's address
     */
    record Token(Purpose purpose, String text, Optional<ReplyTokens.Named> named) {}

    Classifier(NoticeSettings settings, ReplyTokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /** Only the envelope is looked at: a header can be copied from anywhere. */
    Token tokenOf(StoredMail mail) {
        Token last = new Token(Purpose.REPLY, "", Optional.empty());
        for (MailAddress recipient : mail.recipients()) {
            for (Purpose purpose : Purpose.values()) {
                String prefix = purpose == Purpose.REPLY ? settings.replyPrefix() : settings.bouncePrefix();
                String local = recipient.localPart();
                if (local.regionMatches(true, 0, prefix, 0, prefix.length())) {
                    String text = local.substring(prefix.length());
                    last = new Token(purpose, text, tokens.verify(purpose, text));
                    if (last.named().isPresent()) {
                        return last;
                    }
                }
            }
        }
        return last;
    }

    ReadMail classify(StoredMail mail, byte[] bytes, Token token) {
        if (token.named().isEmpty()) {
            return new ReadMail.Unknown("its address bears no token of ours");
        }
        ReplyTokens.Named notice = token.named().get();
        MailParser.Parsed parsed;
        try {
            parsed = MailParser.parse(bytes);
        } catch (MailParser.Unreadable unreadable) {
            return new ReadMail.FiledInCase(notice, "it can't be read: " + unreadable.getMessage());
        }
        if (AutomaticMail.isLoop(parsed, settings.loopMark())) {
            return new ReadMail.FiledInCase(notice, "it is our own mail going in circles");
        }
        return switch (token.purpose()) {
            case BOUNCE -> onBounceAddress(notice, parsed);
            case REPLY -> onReplyAddress(mail, notice, parsed);
        };
    }

    private static ReadMail onBounceAddress(ReplyTokens.Named notice, MailParser.Parsed parsed) {
        Optional<String> status = parsed.deliveryStatus();
        if (status.isEmpty()) {
            return new ReadMail.FiledInCase(notice, "it went to the address for bounces and is no delivery report");
        }
        // RFC 3464 section 2.3.3: only class 5 is for good; a delay may still end well.
        return status.get().startsWith("5")
                ? new ReadMail.NoticeCameBack(notice, status.get())
                : new ReadMail.FiledInCase(notice, "a report that delivery is delayed or done (" + status.get() + ")");
    }

    private static ReadMail onReplyAddress(StoredMail mail, ReplyTokens.Named notice, MailParser.Parsed parsed) {
        Optional<String> automatic = AutomaticMail.why(mail.envelope().sender(), parsed);
        if (automatic.isPresent()) {
            return new ReadMail.FiledInCase(notice, "an automatic answer (" + automatic.get() + ")");
        }
        String own = Quotes.strip(parsed.text());
        if (own.isBlank()) {
            return new ReadMail.FiledInCase(notice, "nothing in it but quoted text");
        }
        return new ReadMail.CustomerWrote(notice, excerpt(own));
    }

    /** On one line, for a line of history. */
    private static String excerpt(String own) {
        StringBuilder joined = new StringBuilder();
        own.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> joined.append(joined.isEmpty() ? "" : " / ").append(line));
        return Visible.of(joined.toString(), EXCERPT_CHARACTERS_MAX);
    }
}
