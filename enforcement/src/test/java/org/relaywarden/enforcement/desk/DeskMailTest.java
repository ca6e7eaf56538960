// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.desk.ScriptedSweep.Outcome;
import org.relaywarden.enforcement.retest.RetestBudget;

/** What mail may cause: a test at most, and not too many (E7, D4, decision 18). */
class DeskMailTest extends DeskOfItsOwn {

    private void openRelayIsFound() {
        bench.sweep.night("ann", Outcome.open("S1 R1"));
        bench.turn();
        bench.later(Duration.ofHours(1));
    }

    @Test
    void mailThatNoPersonWroteCausesNothing() {
        openRelayIsFound();
        String reply = bench.replyTo();
        String bounce = bench.bounceTo();
        bench.mail("ann@c.example", reply, "Auto-Submitted: auto-replied\r\n\r\nI am away.\r\n");
        bench.mail("", reply, "Subject: Re\r\n\r\nmended\r\n");
        bench.mail("ann@c.example", reply, "Subject: Re\r\n\r\n> Reply to this mail. Your reply starts a test.\r\n");
        bench.mail("ann@c.example", bounce, "Subject: Re\r\n\r\nmended\r\n");
        assertEquals(4, bench.events().stream().filter("MailFiled"::equals).count(), "D4: shown in the case");

        int lines = bench.events().size();
        bench.mail("ann@c.example", "relay-reply+" + "a".repeat(32) + "@isp.example", "Subject: Re\r\n\r\nmended\r\n");
        bench.mail("ann@c.example", reply.replace("relay-reply+", "relay-bounce+"), "Subject: Re\r\n\r\nmended\r\n");
        bench.turn();
        assertEquals(lines, bench.events().size(), "a forged token touches no case");
        assertEquals(CaseState.BLOCKED, bench.state());
        assertEquals(List.of(), bench.sweep.asked);
        assertEquals(1, bench.mails().size());
    }

    @Test
    void aBouncedNoticeIsShownInItsCase() {
        openRelayIsFound();
        bench.mail("", bench.bounceTo(),
                "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
                + "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
                + "Status: 5.2.2\r\n\r\n--x--\r\n");
        assertEquals("NoticeBounced", bench.events().getLast());
        assertEquals(CaseState.BLOCKED, bench.state());
    }

    @Test
    void theSameMailTwiceIsOneReply() {
        openRelayIsFound();
        bench.sweep.nextScanFinds(Outcome.open("S1"));
        var sender = ReversePath.of(MailAddress.parse("ann@c.example").orElseThrow());
        var mail = new StoredMail("same", SystemMailbox.REPLIES, MailClass.SYSTEM,
                Envelope.ours(sender, bench.clock.instant()),
                List.of(MailAddress.parse(bench.replyTo()).orElseThrow()), 1);
        byte[] text = "Subject: Re\r\n\r\nmended\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 2; i++) {
            bench.desk.replies().take(mail, text);
            bench.turn();
        }
        assertEquals(1, bench.events().stream().filter("CustomerReplied"::equals).count(),
                "at least once, acted on once");
        assertEquals(1, bench.sweep.asked.size());
    }

    @Test
    void aFloodOfMailIsStoredSilently() {
        openRelayIsFound();
        String reply = bench.replyTo();
        int before = bench.events().size();
        for (int i = 0; i < 15; i++) {
            bench.mail("ann@c.example", reply, "Auto-Submitted: auto-replied\r\n\r\naway " + i + "\r\n");
        }
        assertEquals(before + 10, bench.events().size(), "ten a token and day");
    }

    @Test
    void replyingOftenTestsNoMoreThanTheBudgetAllows() {
        bench.set(setup -> setup.withBudget(new RetestBudget(8, Duration.ofMinutes(30), 2)));
        openRelayIsFound();
        String reply = bench.replyTo();
        for (int i = 0; i < 3; i++) {
            bench.sweep.nextScanFinds(Outcome.open("S1"));
        }
        bench.mail("ann@c.example", reply, "Subject: Re\r\n\r\nfirst\r\n").turn();
        assertEquals(1, bench.sweep.asked.size());
        bench.later(Duration.ofMinutes(10)).mail("ann@c.example", reply, "Subject: Re\r\n\r\nsecond\r\n").turn();
        assertEquals(CaseState.RETEST_QUEUED, bench.state(), "it waits for its time");
        assertEquals(1, bench.sweep.asked.size());
        bench.later(Duration.ofMinutes(20)).turn();
        assertEquals(2, bench.sweep.asked.size());
        bench.later(Duration.ofMinutes(40)).mail("ann@c.example", reply, "Subject: Re\r\n\r\nthird\r\n").turn();
        assertEquals(2, bench.sweep.asked.size());
        assertTrue(bench.history().getLast().contains("the customer wrote: third"), bench.history().getLast());
        bench.later(Duration.ofHours(24)).mail("ann@c.example", reply, "Subject: Re\r\n\r\nfourth\r\n").turn();
        assertEquals(3, bench.sweep.asked.size(), "the next day is another day");
    }

    @Test
    void aReplyDuringATestAsksForOneMore() {
        openRelayIsFound();
        String reply = bench.replyTo();
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.sweep.afterScan = () -> {
            bench.sweep.afterScan = () -> {};
            bench.later(Duration.ofMinutes(1)).mail("ann@c.example", reply, "Subject: Re\r\n\r\nnow really\r\n");
        };
        bench.mail("ann@c.example", reply, "Subject: Re\r\n\r\nfirst\r\n").turn();
        assertEquals(CaseState.RETEST_QUEUED, bench.state(), "a lift needs a run begun after the reply (decision 15)");
        bench.later(Duration.ofMinutes(30)).turn();
        assertEquals(CaseState.CLOSED_FIXED, bench.state());
        assertEquals(2, bench.sweep.asked.size());
    }

    @Test
    void aTestThatOurOwnStopCutShortIsRunAgain() {
        openRelayIsFound();
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.sweep.stopping = true;
        bench.customerWrites("mended");
        bench.sweep.afterCut = () -> bench.sweep.stopping = false;
        bench.turn();
        assertEquals(CaseState.CLOSED_FIXED, bench.state());
        assertEquals(2, bench.mails().size(), "the customer's server did nothing wrong, and is told so only once");
        assertTrue(bench.history().stream().anyMatch(line -> line.contains("cut short")), bench.history().toString());
    }
}
