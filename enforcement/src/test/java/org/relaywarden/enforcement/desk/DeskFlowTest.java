// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.desk.ScriptedSweep.Outcome;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.verdict.VerdictKind;

/** The whole flow, from a finding to a lift (S2, E1, E3, E7, E8, D2). */
class DeskFlowTest extends DeskOfItsOwn {

    private void openRelayIsFound() {
        bench.sweep.night("ann", Outcome.open("S1 R1"));
        bench.turn();
    }

    @Test
    void aProofOpensACaseBlocksAndWarnsInOneTurn() throws Exception {
        openRelayIsFound();

        assertEquals(CaseState.BLOCKED, bench.state());
        assertEquals(List.of("S1", "R1"), bench.only().provenTests());
        BlockRecord block = bench.blocks().getFirst();
        assertEquals(Measure.DIAL_UP_FILTER, block.measure());
        assertTrue(block.isSettled() && block.dryRun());
        assertEquals(
                List.of("RelayProven", "BlocksAsked", "BlockConfirmed", "NoticeDelivered", "Blocked"), bench.events());
        bench.turn();
        assertEquals(5, bench.events().size(), "a second turn finds nothing to do");
        assertEquals(1, bench.mails().size());
    }

    @Test
    void theWarningSaysWhatWasSeenDoneAndToBeDone() throws Exception {
        openRelayIsFound();
        MimeMessage warning = bench.lastMail();
        String text = ((String) warning.getContent()).replaceAll("\\s+", " ");

        assertEquals("ann@isp.example",
                ((InternetAddress) warning.getRecipients(Message.RecipientType.TO)[0]).getAddress());
        assertEquals("abuse@isp.example", ((InternetAddress) warning.getFrom()[0]).getAddress());
        assertTrue(bench.replyTo().matches("relay-reply\\+[a-z2-7]{32}@isp\\.example"), bench.replyTo());
        assertTrue(bench.bounceTo().matches("relay-bounce\\+[a-z2-7]{32}@isp\\.example"), bench.bounceTo());
        assertEquals("auto-generated", warning.getHeader("Auto-Submitted")[0]);
        assertEquals("en", warning.getHeader("Content-Language")[0], "the customer's language");
        assertTrue(warning.getMessageID().matches("<notice\\.1\\.1\\.[0-9a-f]{16}@isp\\.example>"),
                warning.getMessageID());
        assertTrue(warning.getSubject().contains("192.0.2.7 is an open relay (case 1)"), warning.getSubject());
        assertEquals(null, warning.getHeader("Bcc"), "a stranger's reply makes no header");

        for (String expected : List.of(
                "port 25",
                "Test S1: takes mail from anyone for anyone",
                "Test R1: passes mail on to a second address that hides behind a percent sign",
                "RCPT TO:<t-two%collector.example@ann.example>",
                "250 2.1.5 Ok \\x1b[31mhostile",
                "Sunday 1 March 2026, 02:00 (UTC)",
                "Nothing is blocked yet",
                "A filter on your line",
                "You want no mail from outside on this server", // E3, first case
                "cannot move along", // E3: the filter stays behind when the line becomes ADSL
                "(bSMTP). Then nothing changes", // E3, second case
                "its senders get it back", // E3, third case
                "Empty its queue before you reply", // E8
                "Reply to this mail", // E7
                "WHAT AN OPEN RELAY IS", // E9
                "Your server calls itself Postfix", // E9: by the banner
                "reject_unauth_destination")) {
            assertTrue(text.contains(expected), "missing: " + expected + "\n" + warning.getContent());
        }
        assertFalse(text.chars().anyMatch(c -> c == 0x1b), "an escape of a stranger's");
        ((String) warning.getContent()).lines().forEach(line -> assertTrue(line.length() <= 76, line));
    }

    @Test
    void fromFoundToLiftedAndTold() throws Exception {
        openRelayIsFound();
        bench.later(Duration.ofHours(6));
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.customerWrites("The relay is closed now, we set mynetworks.\r\n\r\n> Your server is an open relay");
        assertEquals(CaseState.RETEST_QUEUED, bench.state());
        assertEquals(Optional.of(bench.clock.instant()), bench.only().repliedAt());
        bench.turn();

        assertEquals(CaseState.CLOSED_FIXED, bench.state());
        assertEquals(BlockRecord.Actual.OFF, bench.blocks().getFirst().actual());
        assertEquals(
                List.of("RelayProven", "BlocksAsked", "BlockConfirmed", "NoticeDelivered", "Blocked", "CustomerReplied",
                        "RetestPassed", "BlockGone", "NoticeDelivered", "Lifted"),
                bench.events());
        assertTrue(bench.history().get(5).contains("\"The relay is closed now, we set mynetworks.\""),
                bench.history().get(5));
        assertTrue(bench.history().get(7).startsWith("BlockGone: Would lift"), bench.history().get(7));
        ScanRequest asked = bench.sweep.asked.getFirst();
        assertEquals(
                new ScanRequest(Optional.of("ann"), Vantage.OUTSIDE, ScanRequest.Cause.RETEST, Optional.of(1L))
                        .with(List.of(new TestId("S1"), new TestId("R1"))),
                asked,
                "a dry run blocks nothing, so outside is what the world sees");
        String told = (String) bench.lastMail().getContent();
        assertTrue(bench.lastMail().getSubject().contains("passed the test"), bench.lastMail().getSubject());
        assertTrue(told.contains("QUEUE OF YOUR SERVER"), "E8: every lift says so");
        assertEquals(2, bench.mails().size());
    }

    @Test
    void stillOpenIsToldAndTheBlockStays() throws Exception {
        openRelayIsFound();
        bench.later(Duration.ofHours(1));
        bench.sweep.nextScanFinds(new Outcome(VerdictKind.OPEN, true, "R1", "R1"));
        bench.customerWrites("mended").turn();

        assertEquals(CaseState.BLOCKED, bench.state());
        assertTrue(bench.blocks().getFirst().desiredOn());
        assertTrue(bench.lastMail().getSubject().contains("is still an open relay"), bench.lastMail().getSubject());
        String told = (String) bench.lastMail().getContent();
        assertTrue(told.contains("Test R1") && !told.contains("Test S1"), "what passed, and no other: " + told);
        assertTrue(told.contains("RCPT TO:<t-two%collector.example@ann.example>"), told);
    }

    @Test
    void aRunThatSaysNothingNeverLifts() throws Exception {
        openRelayIsFound();
        List<VerdictKind> silent = List.of(
                VerdictKind.UNREACHABLE,
                VerdictKind.MASKED,
                VerdictKind.INCONCLUSIVE,
                VerdictKind.TESTBLOCKER,
                VerdictKind.HONEYPOT);
        for (VerdictKind verdict : silent) {
            bench.later(Duration.ofHours(1));
            bench.sweep.nextScanFinds(Outcome.of(verdict));
            bench.customerWrites("mended").turn();
            assertEquals(CaseState.BLOCKED, bench.state(), verdict.name());
            assertTrue(bench.blocks().getFirst().desiredOn(), verdict.name());
            assertTrue(bench.lastMail().getSubject().startsWith("We could not test"), bench.lastMail().getSubject());
        }
        assertEquals(1 + silent.size(), bench.mails().size());
    }

    @Test
    void aHostThatMayNotBeTestedIsToldSoAndStaysBlocked() throws Exception {
        openRelayIsFound();
        bench.customerWrites("mended").turn(); // the scanner answers with no finding: S7
        assertEquals(CaseState.BLOCKED, bench.state());
        assertTrue(((String) bench.lastMail().getContent()).contains("According to our books"));
    }

    @Test
    void aClosedNightWithoutAReplyAsksForOneAndLiftsNothing() throws Exception {
        openRelayIsFound();
        for (int night = 0; night < 2; night++) {
            bench.later(Duration.ofDays(1));
            bench.sweep.night("ann", Outcome.closed());
            bench.turn();
        }
        assertEquals(CaseState.BLOCKED, bench.state());
        assertEquals(2, bench.mails().size(), "told once a case (decision 15)");
        assertTrue(bench.lastMail().getSubject().contains("please reply"), bench.lastMail().getSubject());
        assertTrue(((String) bench.lastMail().getContent()).contains("Empty the queue"), "E8");
        assertEquals(2, bench.events().stream().filter("TestedAgain"::equals).count());
    }

    @Test
    void liftWithoutReplyIsASetting() {
        bench.set(HandCrankedDesk.Setup::liftingWithoutReply);
        openRelayIsFound();
        bench.later(Duration.ofDays(1));
        for (VerdictKind verdict : VerdictKind.values()) {
            boolean complete = verdict != VerdictKind.CLOSED;
            bench.sweep.night("ann", new Outcome(verdict, complete, "", ""));
            assertEquals(CaseState.BLOCKED, bench.turn().state(), verdict + ", complete: " + complete);
        }
        bench.sweep.night("ann", Outcome.closed());
        assertEquals(CaseState.CLOSED_FIXED, bench.turn().state());
    }

    @Test
    void aLateReturnOfARunBeforeTheCureReopensNothing() {
        openRelayIsFound();
        bench.later(Duration.ofHours(1));
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.customerWrites("mended").turn();
        assertEquals(CaseState.CLOSED_FIXED, bench.state());

        bench.later(Duration.ofHours(1));
        bench.sweep.late(bench.sweep.findings().bySequence(1).orElseThrow(), Outcome.open("S1 R1"));
        bench.turn();
        assertEquals(CaseState.CLOSED_FIXED, bench.state(), "the host's old queue (decision 12, E8)");
        assertEquals(2, bench.mails().size());
    }

    @Test
    void aLateReturnOfTheRetestItselfIsANewCase() {
        openRelayIsFound();
        bench.later(Duration.ofHours(1));
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.customerWrites("mended").turn();
        bench.later(Duration.ofHours(1));
        bench.sweep.late(bench.sweep.findings().bySequence(2).orElseThrow(), Outcome.open("R1"));
        bench.turn();

        assertEquals(
                List.of(CaseState.BLOCKED, CaseState.CLOSED_FIXED),
                bench.desk.cases().all().stream().map(each -> each.state()).toList(),
                "it relays after all, and has a case again");
        assertEquals(3, bench.mails().size());
    }

    @Test
    void onlyAReturnedProbeOpensACase() {
        for (VerdictKind verdict : VerdictKind.values()) {
            bench.sweep.night("ann", new Outcome(verdict, true, "S1", ""));
        }
        bench.turn();
        assertEquals(List.of(), bench.desk.cases().all(), "decision 12: acceptance is no proof");
        assertEquals(0, bench.mails().size());
    }
}
