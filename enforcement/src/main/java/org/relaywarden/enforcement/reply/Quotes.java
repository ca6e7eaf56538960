// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Strips what a mail program quotes below or above a reply, so that our own text is not read as the customer's. Pure
 * code.
 *
 * <p>The patterns hold no nested repetition: a stranger's line costs time in proportion to its length.
 */
final class Quotes {

    /**
     * "On Sunday 1 March 2026, the abuse desk wrote:", in the languages of our customers; what follows is quoted. Apple
     * writes "heeft ... het volgende geschreven:".
     */
    private static final Pattern WROTE = Pattern.compile(
            "(on |op |am |le |el ).{0,300}(wrote|schreef|het volgende geschreven|schrieb|a écrit|escribió).{0,200}:",
            Pattern.CASE_INSENSITIVE);

    /** The same behind a name, as Notes and others have it. */
    private static final Pattern AFTER_A_NAME =
            Pattern.compile("\\b(wrote|schreef|schrieb)\\b", Pattern.CASE_INSENSITIVE);

    /** What telephones put under a mail of their own accord. */
    private static final Pattern TELEPHONE = Pattern.compile(
            "(sent from|verstuurd vanaf|verzonden vanaf|verzonden met|verzonden vanuit|gesendet von) (my |mijn |meinem |"
                    + "outlook|samsung|iphone|ipad|mail |gmail|yahoo|proton).{0,80}"
                    + "|(get outlook for|download outlook voor|outlook voor|haal outlook voor) (ios|android).{0,80}",
            Pattern.CASE_INSENSITIVE);

    /** Programs that quote without marks put a rule above; all that follows is the old mail. */
    private static final Pattern RULE = Pattern.compile(
            "-{2,}\\s?(original message|oorspronkelijk bericht|oorspronkelijke bericht|origineel bericht|originele bericht"
                    + "|forwarded message|doorgestuurd bericht|ursprüngliche nachricht)\\s?-{2,}|_{20,}"
                    + "|begin forwarded message:|begin (van )?doorgestuurd bericht:",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FROM = Pattern.compile("\\*?(from|van|von):\\*? .*", Pattern.CASE_INSENSITIVE);

    private static final Pattern SENT = Pattern.compile(
            "\\*?(sent|date|verzonden|datum|gesendet|to|aan|an|subject|onderwerp|betreff):\\*? .*", Pattern.CASE_INSENSITIVE);

    private Quotes() {}

    static String strip(String text) {
        List<String> lines = text.lines().toList();
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (endsTheReply(lines, i)) {
                break;
            }
            if (line.startsWith(">")
                    || line.startsWith("|")
                    || isWrote(lines, i)
                    || TELEPHONE.matcher(line).matches()) {
                continue;
            }
            if (isWrappedWrote(lines, i)) {
                i++;
                continue;
            }
            kept.add(lines.get(i).stripTrailing());
        }
        return String.join("\n", kept).strip();
    }

    private static boolean endsTheReply(List<String> lines, int at) {
        String line = lines.get(at).strip();
        // RFC 3676 section 4.3: dash, dash, blank; many programs drop the blank.
        if (line.equals("--") || RULE.matcher(line).matches()) {
            return true;
        }
        return FROM.matcher(line).matches()
                && at + 1 < lines.size()
                && SENT.matcher(lines.get(at + 1).strip()).matches();
    }

    private static boolean isWrote(List<String> lines, int at) {
        String line = lines.get(at).strip();
        return WROTE.matcher(line).matches() || isNameWrote(line);
    }

    /** An address before the verb tells it from a sentence of the customer's own. */
    private static boolean isNameWrote(String line) {
        int at = line.indexOf('@');
        return at > 0 && line.endsWith(":") && AFTER_A_NAME.matcher(line).find(at);
    }

    /** The same over two lines, as programs that wrap at 72 write it. */
    private static boolean isWrappedWrote(List<String> lines, int at) {
        return at + 1 < lines.size()
                && !lines.get(at).isBlank()
                && WROTE.matcher(lines.get(at).strip() + " " + lines.get(at + 1).strip()).matches();
    }
}
