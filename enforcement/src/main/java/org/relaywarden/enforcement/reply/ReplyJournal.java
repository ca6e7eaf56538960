// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.reply;

import java.util.LinkedHashMap;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.store.Store;

/** What the replies' mailbox tells the log, once it is committed. */
final class ReplyJournal {

    /** What is counted. */
    enum Count implements Counter {
        /** Replies in a customer's own words. */
        WRITTEN("reply.written"),
        /** Notices that came back. */
        BOUNCED("reply.bounced"),
        /** Automatic answers and other mail that causes nothing. */
        FILED("reply.filed"),
        /** Mail with a token that we never made, or none: a guess, or a forgery. */
        UNKNOWN("reply.unknown"),
        /** Mail beyond the cap of its token. */
        OVER_THE_CAP("reply.over-the-cap");

        private final String id;

        Count(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String unit() {
            return "mails";
        }
    }

    private final Store store;
    private final Journal journal;

    ReplyJournal(Store store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    void read(StoredMail mail, ReadMail read) {
        switch (read) {
            case ReadMail.CustomerWrote wrote ->
                tell(mail, "read", Count.WRITTEN, Map.of("case", wrote.notice().caseNumber()));
            case ReadMail.NoticeCameBack back -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("case", back.notice().caseNumber());
                fields.put("why", back.why());
                tell(mail, "bounced", Count.BOUNCED, fields);
            }
            case ReadMail.FiledInCase filed -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("case", filed.notice().caseNumber());
                fields.put("why", filed.why());
                tell(mail, "filed", Count.FILED, fields);
            }
            case ReadMail.Unknown unknown -> tell(mail, "unknown", Count.UNKNOWN, Map.of("why", unknown.why()));
        }
    }

    void overTheCap(StoredMail mail, int mailsPerDayMax) {
        tell(mail, "stored", Count.OVER_THE_CAP, Map.of("mailsPerDayMax", mailsPerDayMax));
    }

    private void tell(StoredMail mail, String fact, Count count, Map<String, ?> fields) {
        store.afterCommit(() -> {
            journal.fact(mail.id(), fact, fields);
            journal.count(count);
        });
    }
}
