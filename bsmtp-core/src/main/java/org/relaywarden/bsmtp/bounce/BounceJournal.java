// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** What bounces have to tell, one method a fact; the id is that of the mail that failed. Thread-safe. */
final class BounceJournal {

    private static final int RECIPIENTS_SHOWN = 5;

    private final Journal journal;

    BounceJournal(Journal journal) {
        this.journal = journal;
    }

    /** The bounce is on the disk for good. */
    void bounced(StoredMail mail, StoredMail bounce, List<FailedRecipient> told) {
        journal.fact(mail.id(), "bounced", fields(mail, told, "bounce", bounce.id()));
        journal.count(BounceCounter.QUEUED);
    }

    /** Nobody is told. */
    void notOwed(StoredMail mail, List<FailedRecipient> failed, Bounced.NotOwed.Why why) {
        journal.fact(mail.id(), "not-bounced", fields(mail, failed, "reason", why));
        journal.count(BounceCounter.NOT_OWED);
    }

    /** The message stays. */
    void held(StoredMail mail, List<FailedRecipient> failed, Bounced.Held held) {
        Map<String, Object> fields = fields(mail, failed, "reason", held.why());
        held.until().ifPresent(until -> fields.put("until", until));
        journal.fact(mail.id(), "bounce-held", fields);
        journal.count(BounceCounter.HELD);
    }

    /** A notice that the mail waits is on the disk for good. */
    void delayTold(StoredMail mail, StoredMail notice, List<FailedRecipient> told) {
        journal.fact(mail.id(), "delay-told", fields(mail, told, "notice", notice.id()));
        journal.count(BounceCounter.DELAY_TOLD);
    }

    /** The mail waits, and its sender is not told, or not now. */
    void delayNotTold(StoredMail mail, List<FailedRecipient> waiting, Enum<?> why) {
        journal.fact(mail.id(), "delay-not-told", fields(mail, waiting, "reason", why));
        journal.count(BounceCounter.DELAY_NOT_TOLD);
    }

    /** The postmaster has it: nobody else could be told. */
    void doubleBounced(StoredMail mail, StoredMail report, List<FailedRecipient> failed) {
        journal.fact(mail.id(), "double-bounced", fields(mail, failed, "report", report.id()));
        journal.count(BounceCounter.DOUBLE);
    }

    private static Map<String, Object> fields(
            StoredMail mail, List<FailedRecipient> failed, String how, Object words) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("from", "<" + mail.envelope().sender() + ">");
        fields.put("to", shown(failed));
        fields.put("status", failed.getFirst().status());
        fields.put(how, words);
        return fields;
    }

    private static String shown(List<FailedRecipient> failed) {
        String first = failed.stream()
                .limit(RECIPIENTS_SHOWN)
                .map(FailedRecipient::recipient)
                .map(MailAddress::toString)
                .collect(Collectors.joining(","));
        return failed.size() > RECIPIENTS_SHOWN ? first + ",...(" + failed.size() + ")" : first;
    }
}
