// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.util.Optional;
import java.util.function.LongPredicate;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.enforcement.reply.ReadMail;
import org.relaywarden.enforcement.retest.Retests;
import org.relaywarden.enforcement.warning.Notices;
import org.relaywarden.enforcement.warning.NoticeRecord;

/** What follows from a mail to the replies' mailbox: a test at most (decision 18). In the caller's transaction. */
final class ReplyRules {

    private static final String CUSTOMER = "customer";

    private final Casefile cases;
    private final Notices notices;
    private final Letters letters;
    private final Store store;
    private LongPredicate hasBudget = caseNumber -> true;
    private int perDayMax;

    ReplyRules(Casefile cases, Notices notices, Letters letters, Store store) {
        this.cases = cases;
        this.notices = notices;
        this.letters = letters;
        this.store = store;
    }

    /** How many tests replies may cause. */
    void budget(Retests retests) {
        hasBudget = retests::hasBudget;
        perDayMax = retests.perDayMax();
    }

    void read(String mailId, ReadMail mail) {
        switch (mail) {
            case ReadMail.CustomerWrote wrote ->
                cases.byNumber(wrote.notice().caseNumber()).ifPresent(found -> onReply(found, mailId, wrote.excerpt()));
            case ReadMail.NoticeCameBack back -> {
                Optional<NoticeRecord> notice = notices.find(back.notice());
                notice.ifPresent(which -> cases.record(
                        which.caseNumber(), new CaseEvent.NoticeBounced(which.kind().name()), CUSTOMER));
            }
            case ReadMail.FiledInCase filed ->
                cases.byNumber(filed.notice().caseNumber()).ifPresent(found -> file(found, mailId, filed.why()));
            case ReadMail.Unknown _ -> {
                // Counted and told to the log where it was read; a stranger's guess touches no case.
            }
        }
    }

    private void onReply(CaseRecord found, String mailId, String excerpt) {
        switch (found.state()) {
            case CONFIRMED, BLOCKED, RETEST_QUEUED -> {
                if (hasBudget.test(found.number())) {
                    cases.record(found.number(), new CaseEvent.CustomerReplied(mailId, excerpt), CUSTOMER);
                } else {
                    file(found, mailId, "the host was tested " + perDayMax
                            + " times within a day, which is all that replies may cause; the customer wrote: "
                            + excerpt);
                }
            }
            case REVIEW -> file(found, mailId, "a person decides over this case; the customer wrote: " + excerpt);
            case LIFTING, CLOSED_FIXED, FALSE_POSITIVE ->
                file(found, mailId, "there is nothing left to test; the customer wrote: " + excerpt);
        }
    }

    private void file(CaseRecord found, String mailId, String why) {
        cases.record(found.number(), new CaseEvent.MailFiled(mailId, why), CUSTOMER);
    }

    /** A retest found no host that it may test. */
    void onUntestable(long caseNumber) {
        store.inTransaction(session -> {
            CaseRecord found = cases.byNumber(caseNumber).orElseThrow();
            if (found.state() == CaseState.RETEST_QUEUED) {
                CaseRecord after = cases.record(
                        caseNumber,
                        new CaseEvent.RetestFailed(0, "not tested",
                                "no address of this host may be tested by our books"),
                        "scanner");
                letters.tellNotOursToTest(after);
            }
        });
    }
}
