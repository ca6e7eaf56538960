// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import java.util.Locale;
import java.util.regex.Pattern;
import org.relaywarden.bsmtp.smtp.EnhancedCode;
import org.relaywarden.bsmtp.smtp.Reply;

/** What a refusal says that its code does not. Words decide only where the code leaves it open. */
record Wording(Reply reply, String text) {

    private static final Pattern RELAY = Pattern.compile("relay|rcpthosts|not a local|not local|open proxy");
    private static final Pattern LOGIN = Pattern.compile("authenticat|auth required|log ?in first");
    private static final Pattern TLS = Pattern.compile("starttls");
    private static final Pattern GREYLIST = Pattern.compile("gr[ea]y ?-?list");
    private static final Pattern SENDER =
            Pattern.compile("sender address|sender rejected|sender denied|sender domain|domain of sender|spf");
    private static final Pattern CLIENT = Pattern.compile("client host|helo command|dnsbl|\\brbl\\b|spamhaus|spamcop"
            + "|block ?list|black ?list|blocked using|your ip|reverse (dns|hostname)|bad reputation");

    /** An address that the host says after us, where the letters of a token or a name may come to any word. */
    private static final Pattern ADDRESS = Pattern.compile("<[^<>]*>|\\S*@\\S*");

    static Wording of(Reply reply) {
        String said = String.join(" ", reply.lines()).toLowerCase(Locale.ROOT);
        return new Wording(reply, ADDRESS.matcher(said).replaceAll(" "));
    }

    boolean namesRelaying() {
        return saysRelaying() || (hasCode(7, 1) && !blamesClient() && !blamesSender());
    }

    /** In words, whatever the code. */
    boolean saysRelaying() {
        return RELAY.matcher(text).find();
    }

    boolean asksForLogin() {
        return LOGIN.matcher(text).find();
    }

    boolean asksForTls() {
        return TLS.matcher(text).find();
    }

    boolean isGreylisting() {
        return GREYLIST.matcher(text).find();
    }

    /** 5.1.7 and 5.1.8 of RFC 3463 section 3.2, or the words. */
    boolean blamesSender() {
        return hasCode(1, 7) || hasCode(1, 8) || SENDER.matcher(text).find();
    }

    boolean blamesClient() {
        return CLIENT.matcher(text).find();
    }

    /** A refusal by a rule of the host's (RFC 3463 section 3.8), not for something that is missing or malformed. */
    boolean isPolicy() {
        return reply.enhancedCode().filter(code -> code.subject() == 7).isPresent();
    }

    /** Of the command itself: a wrong one, or arguments that are none (RFC 3463 section 3.6). */
    boolean isOfForm() {
        return reply.enhancedCode().filter(code -> code.subject() == 5).isPresent();
    }

    /** The enhanced code counts at the start of a line only: anything else may be a queue id or an address. */
    private boolean hasCode(int subject, int detail) {
        return reply.enhancedCode()
                .filter(code -> isCode(code, subject, detail))
                .isPresent();
    }

    private static boolean isCode(EnhancedCode code, int subject, int detail) {
        return code.subject() == subject && code.detail() == detail;
    }
}
