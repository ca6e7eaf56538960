// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.time.ZoneId;
import java.util.Optional;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * Whose notices these are, and where their answers go. Immutable.
 *
 * @param providerName as customers know it
 * @param mailDomain the provider's own domain: {@code login@} and the addresses below
 * @param deskLocalPart the abuse desk's own mailbox: the notices' From
 * @param replyPrefix local part before the token of a reply, as the intake knows it
 * @param bouncePrefix local part before the token of a bounce
 * @param helpPage where it is explained at length (E9), if there is such a page
 * @param deskPhone how to reach the desk when mail does not work, if at all
 * @param zone in which times are told
 */
public record NoticeSettings(
        String providerName,
        String mailDomain,
        String deskLocalPart,
        String replyPrefix,
        String bouncePrefix,
        Optional<String> helpPage,
        Optional<String> deskPhone,
        ZoneId zone) {

    public NoticeSettings {
        fitsBeforeToken(replyPrefix);
        fitsBeforeToken(bouncePrefix);
        if (replyPrefix.startsWith(bouncePrefix) || bouncePrefix.startsWith(replyPrefix)) {
            throw new IllegalArgumentException("the prefixes of replies and bounces begin alike: " + replyPrefix + ", "
                    + bouncePrefix);
        }
        if (providerName.isBlank() || providerName.chars().anyMatch(c -> c < 0x20)) {
            throw new IllegalArgumentException("the provider's name is a line of text, got '" + providerName + "'");
        }
        var _ = new MailAddress(deskLocalPart, mailDomain);
    }

    private static void fitsBeforeToken(String prefix) {
        // RFC 5321 section 4.5.3.1.1: 64 octets before the @.
        if (prefix.isEmpty() || prefix.length() + ReplyTokens.CHARACTERS > 64) {
            throw new IllegalArgumentException("1 to " + (64 - ReplyTokens.CHARACTERS)
                    + " characters before a token, got '" + prefix + "'");
        }
    }

    /** For {@code isp.example}: {@code abuse@}, {@code relay-reply+}, {@code relay-bounce+}; times in UTC. */
    public static NoticeSettings defaults() {
        return new NoticeSettings(
                "ISP Example",
                "isp.example",
                "abuse",
                "relay-reply+",
                "relay-bounce+",
                Optional.empty(),
                Optional.empty(),
                ZoneId.of("UTC"));
    }

    /** The abuse desk's address. */
    public MailAddress desk() {
        return new MailAddress(deskLocalPart, mailDomain);
    }

    /** What the notices' X-Loop says, and what mail of our own that comes back is known by. */
    public String loopMark() {
        return "relaywarden " + desk();
    }
}
