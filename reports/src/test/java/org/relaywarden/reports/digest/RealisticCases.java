// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import static org.relaywarden.reports.digest.SampleNight.DAY;
import static org.relaywarden.reports.digest.SampleNight.NOW;
import static org.relaywarden.reports.digest.SampleNight.at;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.block.BlockRecord.Actual;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.warning.NoticeKind;
import org.relaywarden.scanner.findings.ScanRequest.Cause;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.verdict.VerdictKind;

/** The customers of {@link SampleNight#realistic()}. 17 hosts tested, 3 newly open, 1 lifted, 1 overdue. */
final class RealisticCases {

    private static final String POSTFIX = "220 mx.example ESMTP Postfix (Debian/GNU)";
    private static final String REFUSES = "Postmaster was taken, all 15 tests of tier 1 refused.";

    private RealisticCases() {}

    static void fill(SampleNight night) {
        newlyOpen(night);
        lifted(night);
        overdue(night);
        inReview(night);
        liftStuck(night);
        withoutCase(night);
        quiet(night);
    }

    private static void newlyOpen(SampleNight night) {
        night.customer("bakker", "192.0.2.17", Line.DIAL_UP);
        night.finding("bakker", "192.0.2.17", VerdictKind.CLOSED, at("01:12:00").minus(DAY), REFUSES, POSTFIX);
        long proof = night.finding("bakker", "192.0.2.17", VerdictKind.OPEN, at("01:12:00"),
                "The probe of test R1 came back to the collector after 31 s.", POSTFIX, "R1");
        night.caseFile(41, "bakker", "192.0.2.17", CaseState.BLOCKED, at("01:13:20"), proof, Optional.empty(),
                        Optional.empty(), "R1")
                .history(41, at("01:13:20"), "scanner", "RelayProven", "Proven by test R1.", CaseState.CONFIRMED)
                .history(41, at("01:13:21"), "desk", "BlocksAsked",
                        "Asked for: inbound filter on the dial-up line (E1).", CaseState.CONFIRMED)
                .history(41, at("01:13:22"), "driver", "BlockConfirmed", "Dry-run: recorded only.",
                        CaseState.CONFIRMED)
                .history(41, at("01:13:24"), "desk", "NoticeDelivered", "The warning lies in the admin account.",
                        CaseState.BLOCKED)
                .block(41, "bakker", "192.0.2.17", Measure.DIAL_UP_FILTER, true, Actual.ON, true, at("01:13:22"),
                        Optional.empty())
                .notice(41, NoticeKind.WARNING, at("01:13:23"), true);

        night.customer("drukkerij-smit", "192.0.2.23", Line.ADSL);
        long second = night.finding("drukkerij-smit", "192.0.2.23", VerdictKind.OPEN, at("01:15:00"),
                "The probes of tests S1 and R6 came back to the collector.",
                "220 smit-exch01 Microsoft ESMTP MAIL Service, Version: 5.0.2195.6713 ready", "S1", "R6");
        night.caseFile(42, "drukkerij-smit", "192.0.2.23", CaseState.CONFIRMED, at("01:16:30"), second,
                        Optional.empty(), Optional.of(at("01:16:30").plus(Duration.ofDays(5))), "S1", "R6")
                .history(42, at("01:16:30"), "scanner", "RelayProven", "Proven by tests S1 and R6.",
                        CaseState.CONFIRMED)
                .history(42, at("01:16:32"), "driver", "BlockFailed", "Network block: no answer within 10 s.",
                        CaseState.CONFIRMED)
                .block(42, "drukkerij-smit", "192.0.2.23", Measure.NETWORK_BLOCK, true, Actual.UNKNOWN, false,
                        at("01:16:42"), Optional.of("no answer from router r2 within 10 s; tried 3 times"))
                .block(42, "drukkerij-smit", "192.0.2.23", Measure.SMARTHOST_BLOCK, true, Actual.ON, false,
                        at("01:16:33"), Optional.empty())
                .notice(42, NoticeKind.WARNING, at("01:16:34"), false);
    }

    private static void lifted(SampleNight night) {
        night.customer("vanvliet", "198.51.100.40", Line.DIAL_UP);
        Instant opened = at("06:58:10");
        long proof = night.finding("vanvliet", "198.51.100.40", VerdictKind.OPEN, at("06:57:00"),
                "The probe of test S1 came back to the collector after 9 s.", "220 mail ESMTP Sendmail 8.8.8/8.8.8",
                "S1");
        night.finding("vanvliet", "198.51.100.40", VerdictKind.CLOSED, at("08:40:00"), REFUSES,
                "220 mail ESMTP Sendmail 8.18.1/8.18.1", Vantage.INSIDE, Cause.RETEST);
        night.caseFile(40, "vanvliet", "198.51.100.40", CaseState.CLOSED_FIXED, opened,
                Optional.of(at("08:41:20")), proof, Optional.of(at("08:36:00")), Optional.empty(), "S1");
        night.history(40, opened, "scanner", "RelayProven", "Proven by test S1.", CaseState.CONFIRMED)
                .history(40, opened.plusSeconds(4), "desk", "NoticeDelivered",
                        "The warning lies in the admin account.", CaseState.BLOCKED)
                .history(40, at("08:30:00"), "customer", "MailFiled",
                        "An automatic answer (Auto-Submitted: auto-replied): filed.", CaseState.BLOCKED)
                .history(40, at("08:36:00"), "customer", "CustomerReplied",
                        "\"We have upgraded sendmail and set the relay list to our own network. The queue is "
                                + "empty. Please test again.\"", CaseState.RETEST_QUEUED)
                .history(40, at("08:41:14"), "scanner", "RetestPassed", "Closed: all tests refused, S1 among them.",
                        CaseState.LIFTING)
                .history(40, at("08:41:20"), "desk", "Lifted", "Every block is gone and the customer is told.",
                        CaseState.CLOSED_FIXED)
                .block(40, "vanvliet", "198.51.100.40", Measure.DIAL_UP_FILTER, false, Actual.OFF, true,
                        at("08:41:18"), Optional.empty())
                .notice(40, NoticeKind.WARNING, opened, true)
                .notice(40, NoticeKind.LIFTED, at("08:41:19"), true);
    }

    private static void overdue(SampleNight night) {
        night.customer("hobby-ict", "203.0.113.8", Line.ADSL);
        Instant opened = at("01:20:00").minus(Duration.ofDays(6));
        long proof = night.finding("hobby-ict", "203.0.113.8", VerdictKind.OPEN, opened.minusSeconds(80),
                "The probe of test R1 came back to the collector.", "220 linux.local ESMTP Exim 3.36", "R1");
        night.finding("hobby-ict", "203.0.113.8", VerdictKind.OPEN, at("01:20:00").minus(DAY),
                "The probe of test R1 came back to the collector.", "220 linux.local ESMTP Exim 3.36", "R1");
        night.finding("hobby-ict", "203.0.113.8", VerdictKind.OPEN, at("01:21:00"),
                "The probe of test R1 came back to the collector.", "220 linux.local ESMTP Exim 3.36", "R1");
        night.caseFile(36, "hobby-ict", "203.0.113.8", CaseState.BLOCKED, opened, proof, Optional.empty(),
                        Optional.of(opened.plus(Duration.ofDays(5))), "R1")
                .history(36, opened, "scanner", "RelayProven", "Proven by test R1.", CaseState.CONFIRMED)
                .history(36, opened.plusSeconds(3), "desk", "NoticeDelivered",
                        "The warning lies in the admin account.", CaseState.BLOCKED)
                .history(36, at("01:22:20"), "scanner", "TestedAgain", "Tested again: OPEN.", CaseState.BLOCKED)
                .block(36, "hobby-ict", "203.0.113.8", Measure.NETWORK_BLOCK, true, Actual.ON, true, opened,
                        Optional.empty())
                .notice(36, NoticeKind.WARNING, opened.plusSeconds(2), true);
    }

    private static void inReview(SampleNight night) {
        night.customer("gemeente", "203.0.113.77", Line.ADSL);
        Instant opened = at("01:25:00").minus(DAY);
        long proof = night.finding("gemeente", "203.0.113.77", VerdictKind.OPEN, opened.minusSeconds(70),
                "The probe of test S1 came back to the collector.", "220 mail.gemeente.example ESMTP", "S1");
        night.finding("gemeente", "203.0.113.77", VerdictKind.OPEN, at("01:25:00"),
                "The probe of test S1 came back to the collector.", "220 mail.gemeente.example ESMTP", "S1");
        night.caseFile(38, "gemeente", "203.0.113.77", CaseState.REVIEW, opened, proof, Optional.empty(),
                Optional.empty(), "S1")
                .history(38, opened, "scanner", "RelayProven", "Proven by test S1.", CaseState.CONFIRMED)
                .history(38, opened.plusSeconds(1), "desk", "NeedsReview",
                        "The host is on the never-block list: a person decides.", CaseState.REVIEW);
    }

    private static void liftStuck(SampleNight night) {
        night.customer("autobedrijf", "198.51.100.61", Line.ADSL);
        Instant opened = at("01:30:00").minus(Duration.ofDays(2));
        long proof = night.finding("autobedrijf", "198.51.100.61", VerdictKind.OPEN, opened.minusSeconds(70),
                "The probe of test S1 came back to the collector.", POSTFIX, "S1");
        night.finding("autobedrijf", "198.51.100.61", VerdictKind.CLOSED, at("09:10:00"), REFUSES, POSTFIX,
                Vantage.INSIDE, Cause.RETEST);
        night.caseFile(37, "autobedrijf", "198.51.100.61", CaseState.LIFTING, opened, proof,
                Optional.of(at("09:00:00")),
                        Optional.of(at("01:30:00").plus(Duration.ofDays(3))), "S1")
                .history(37, opened, "scanner", "RelayProven", "Proven by test S1.", CaseState.CONFIRMED)
                .history(37, at("09:00:00"), "customer", "CustomerReplied", "\"It is fixed, please test.\"",
                        CaseState.RETEST_QUEUED)
                .history(37, at("09:11:14"), "scanner", "RetestPassed", "Closed: all tests refused.",
                        CaseState.LIFTING)
                .block(37, "autobedrijf", "198.51.100.61", Measure.NETWORK_BLOCK, false, Actual.ON, false,
                        at("09:11:20"),
                        Optional.of("router r2 refused the login of the driver; see its account"))
                .notice(37, NoticeKind.WARNING, opened, true)
                .history(37, at("09:12:00"), "desk", "NoticeBounced", "The lifted notice came back: mailbox full.",
                        CaseState.LIFTING);
    }

    private static void withoutCase(SampleNight night) {
        night.finding("fysio", "192.0.2.90", VerdictKind.SUSPECT, at("01:31:00"),
                "Took the probe of test S1 after DATA; nothing came back within 15 minutes.",
                "220 fysio.example ESMTP MDaemon 6.8.5");
        night.finding("makelaar", "192.0.2.91", VerdictKind.MASKED, at("01:32:00"),
                "Refused even mail for its own postmaster, from our address.", "220 makelaar.example ESMTP");
        night.finding("notaris", "192.0.2.92", VerdictKind.INCONCLUSIVE, at("01:33:00"),
                "Put 4 of 15 tests of tier 1 off (451), and broke off the third connection.",
                "220 notaris.example ESMTP");
        night.finding("architect", "192.0.2.93", VerdictKind.BACKSCATTER, at("01:34:00"),
                "Took a probe and sent a bounce to its sender.", "220 architect.example ESMTP");
        night.finding("camping", "192.0.2.94", VerdictKind.OPEN, at("01:35:00"),
                "The probe of test S1 came back to the collector.", "220 camping ESMTP", "S1");
    }

    private static void quiet(SampleNight night) {
        String[] logins = {"apotheek", "boekhoudt", "dierenarts", "fietsen", "kapper"};
        for (int i = 0; i < logins.length; i++) {
            String address = "198.51.100." + (100 + i);
            night.finding(logins[i], address, VerdictKind.CLOSED, at("01:40:00").minus(DAY), REFUSES, POSTFIX);
            night.finding(logins[i], address, VerdictKind.CLOSED, at("01:40:0" + i), REFUSES, POSTFIX);
        }
        night.finding("molen", "203.0.113.200", VerdictKind.CLOSED, at("01:45:00").minus(DAY), REFUSES, POSTFIX);
        night.finding("molen", "203.0.113.200", VerdictKind.UNREACHABLE, at("01:45:00"),
                "No connection within 30 s on port 25.", "");
        night.finding("zeilschool", "203.0.113.201", VerdictKind.CLOSED, at("01:46:00").minus(DAY), REFUSES, POSTFIX);
        Instant longAgo = NOW.minus(Duration.ofDays(40));
        night.caseFile(12, "apotheek", "198.51.100.100", CaseState.CLOSED_FIXED, longAgo, 1, Optional.empty(),
                Optional.empty(), "S1");
        night.caseFile(19, "molen", "203.0.113.200", CaseState.FALSE_POSITIVE, longAgo.plus(DAY), 1,
                Optional.empty(), Optional.empty(), "S1");
    }
}
