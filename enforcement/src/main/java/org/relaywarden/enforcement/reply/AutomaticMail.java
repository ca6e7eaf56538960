// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.reply;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.smtp.ReversePath;

/** Tells programs' mail from people's. Pure code. */
final class AutomaticMail {

    /** RFC 5321 section 6.3 counts hops to find loops, and wants a ceiling of at least 100; a reply needs far fewer. */
    private static final int RECEIVED_MAX = 50;

    private static final Set<String> PRECEDENCES = Set.of("bulk", "junk", "list", "auto_reply");

    /** Headers whose mere presence says so. */
    private static final List<String> MARKS = List.of(
            "X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "X-Mailer-Daemon", "List-Id",
            "List-Unsubscribe");

    /**
     * How the subjects of absence notes, receipts and reports begin, in the languages of our customers: English, Dutch,
     * and German across the border. A person's answer begins with "Re:" or "Antw:".
     */
    private static final List<String> SUBJECTS = List.of(
            "out of office", "out of the office", "automatic reply", "automatic response", "auto reply", "auto-reply",
            "autoreply", "i am away", "i am out of", "on vacation", "on holiday", "read:", "not read:", "undeliver",
            "mail delivery fail", "delivery status notification", "returned mail", "failure notice",
            "automatisch antwoord", "automatisch bericht", "automatische beantwoording", "automatische reactie",
            "afwezig", "ik ben afwezig", "niet aanwezig", "ik ben niet aanwezig", "niet op kantoor",
            "ik ben niet op kantoor", "met vakantie", "op vakantie", "ik ben op vakantie", "ik ben met vakantie",
            "ontvangstbevestiging", "leesbevestiging", "gelezen:", "niet gelezen:", "onbestelbaar", "niet bezorgd",
            "abwesend", "abwesenheit", "automatische antwort", "gelesen:", "unzustellbar");

    private AutomaticMail() {}

    /** Whether this is our own mail, or has been on its way too long. */
    static boolean isLoop(MailParser.Parsed mail, String loopMark) {
        return mail.headers("X-Loop").stream().anyMatch(value -> value.strip().equalsIgnoreCase(loopMark))
                || mail.headers("Received").size() > RECEIVED_MAX;
    }

    /** By which sign a program wrote it; empty when a person may have. The sign is in our own words. */
    static Optional<String> why(ReversePath sender, MailParser.Parsed mail) {
        if (sender.isNull()) {
            // RFC 3834 section 3.3 and RFC 3464: automatic answers and reports have no sender.
            return Optional.of("it has no envelope sender");
        }
        if (mail.isReport()) {
            return Optional.of("it is a report");
        }
        // RFC 3834 section 5: anything but "no" is automatic.
        if (mail.headers("Auto-Submitted").stream().anyMatch(value -> !word(value).equals("no"))) {
            return Optional.of("Auto-Submitted");
        }
        if (mail.headers("Precedence").stream().anyMatch(value -> PRECEDENCES.contains(word(value)))) {
            return Optional.of("Precedence");
        }
        Optional<String> mark = MARKS.stream().filter(name -> !mail.headers(name).isEmpty()).findFirst();
        if (mark.isPresent()) {
            return mark;
        }
        String from = String.join(" ", mail.headers("From")).toLowerCase(Locale.ROOT);
        if (from.contains("mailer-daemon@") || from.contains("postmaster@")) {
            return Optional.of("it is from a mail system");
        }
        String subject = String.join(" ", mail.headers("Subject")).strip().toLowerCase(Locale.ROOT);
        return SUBJECTS.stream().anyMatch(subject::startsWith)
                ? Optional.of("its subject is that of an absence note or a report")
                : Optional.empty();
    }

    /** The first word of a value: parameters and comments may follow. */
    private static String word(String value) {
        return value.strip().split("[\\s;(]", 2)[0].toLowerCase(Locale.ROOT);
    }
}
