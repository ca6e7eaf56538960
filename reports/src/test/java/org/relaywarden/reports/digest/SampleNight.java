// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.customers.Product;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.HistoryLine;
import org.relaywarden.enforcement.warning.NoticeKind;
import org.relaywarden.enforcement.warning.NoticeRecord;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest.Cause;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.verdict.VerdictKind;

/** Fills records by hand, a host or a case a call; and {@link #realistic()}, a night as a provider would have it. */
final class SampleNight {

    static final Instant FROM = Instant.parse("2026-02-28T12:00:00Z");
    static final Instant UNTIL = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant NOW = Instant.parse("2026-03-01T12:05:00Z");
    static final Duration DAY = Duration.ofDays(1);

    final InMemoryRecords records = new InMemoryRecords();
    private long runs;

    static SampleNight empty() {
        return new SampleNight();
    }

    static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    static Instant at(String time) {
        return Instant.parse("2026-03-01T" + time + "Z");
    }

    SampleNight customer(String login, String address, Line line) {
        records.customers.add(new Customer(
                login, List.of(), Product.ADVANCED_BUSINESS_MAIL, List.of(login + ".example"), line,
                List.of(new FixedAddress(address(address), 25, true)), true, true, Language.DUTCH,
                SubscriptionState.ACTIVE, Optional.empty()));
        return this;
    }

    /** Answers the sequence of the finding, which is the id of its run too. */
    long finding(
            String login, String address, VerdictKind verdict, Instant startedAt, String reason, String banner,
            String... returned) {
        return finding(login, address, verdict, startedAt, reason, banner, Vantage.OUTSIDE, Cause.NIGHTLY, returned);
    }

    long finding(
            String login, String address, VerdictKind verdict, Instant startedAt, String reason, String banner,
            Vantage vantage, Cause cause, String... returned) {
        long sequence = ++runs;
        List<TestId> back = Arrays.stream(returned).map(TestId::new).toList();
        List<TestId> accepted = verdict == VerdictKind.SUSPECT ? List.of(new TestId("S1")) : back;
        records.findings.add(new Finding(
                sequence, sequence, 1, login, address(address), 25, vantage, cause, Optional.empty(), "2026.1",
                verdict, reason, verdict != VerdictKind.INCONCLUSIVE, startedAt, startedAt.plusSeconds(74), accepted,
                back, banner, Duration.ofSeconds(74)));
        records.evidence.put(sequence, evidence(sequence, startedAt, banner, back));
        return sequence;
    }

    /** A dialogue as the scanner writes one down. */
    static Evidence evidence(long runId, Instant startedAt, String banner, List<TestId> returned) {
        List<Evidence.DialogueLine> lines = new ArrayList<>();
        say(lines, "EHLO probe.isp.example", banner, "250-mx.customer.example", "250-PIPELINING", "250 8BITMIME");
        say(lines, "MAIL FROM:<b-7f3a@bounce.probe.isp.example>", "250 2.1.0 Ok");
        say(lines, "RCPT TO:<postmaster@customer.example>", "250 2.1.5 Ok");
        List<Evidence.TestSeen> tests = new ArrayList<>();
        tests.add(new Evidence.TestSeen(new TestId("K0"), "ACCEPTED", "RCPT TO:<postmaster@customer.example>",
                "250 2.1.5 Ok", "must be taken, or refusals say nothing"));
        List<Evidence.Returned> back = new ArrayList<>();
        for (String id : List.of("S1", "R1", "R6")) {
            TestId test = new TestId(id);
            String rcpt = "RCPT TO:<t-" + id.toLowerCase(java.util.Locale.ROOT) + "-" + runId
                    + (id.equals("R1") ? "%collect.isp.example@customer.example>" : "@collect.isp.example>");
            boolean open = returned.contains(test);
            String answer = open ? "250 2.1.5 Ok" : "554 5.7.1 Relay access denied";
            say(lines, rcpt, answer);
            tests.add(new Evidence.TestSeen(test, open ? "RETURNED" : "REFUSED_RELAY",
                    "MAIL FROM:<b-7f3a@bounce.probe.isp.example> " + rcpt, answer, catches(id)));
            if (open) {
                say(lines, "DATA", "354 End data with <CR><LF>.<CR><LF>");
                say(lines, "(message, 812 bytes)", "250 2.0.0 Ok: queued as 4C7F1A20B3");
                back.add(new Evidence.Returned(test, 25, startedAt.plusSeconds(31), Optional.of(address("192.0.2.17")),
                        "mx.customer.example",
                        """
                        Return-Path: <b-7f3a@bounce.probe.isp.example>
                        Received: from mx.customer.example (mx.customer.example [192.0.2.17])
                            by collect.isp.example with ESMTP id 01J9ZK; Sun, 1 Mar 2026 01:12:44 +0000
                        Received: from probe.isp.example (probe.isp.example [198.51.100.9])
                            by mx.customer.example (Postfix) with ESMTP id 4C7F1A20B3
                        Subject: Relay test of your mail server by isp.example
                        X-Relaywarden-Run: %d""".formatted(runId),
                        "9f2c1e6b7a0d4c3388aa51f0e2d4b6c8019f2c1e6b7a0d4c3388aa51f0e2d4b6"));
            }
        }
        say(lines, "QUIT", "221 2.0.0 Bye");
        return new Evidence(runId, tests, List.of(new Evidence.Dialogue(1, "outside", startedAt, lines)), back);
    }

    private static void say(List<Evidence.DialogueLine> lines, String ours, String... theirs) {
        lines.add(new Evidence.DialogueLine(true, ours));
        Arrays.stream(theirs).forEach(line -> lines.add(new Evidence.DialogueLine(false, line)));
    }

    private static String catches(String id) {
        return switch (id) {
            case "S1" -> "No relay control at all: any sender, any recipient.";
            case "R1" -> "The percent hack: user%elsewhere@own-domain is unpacked and passed on.";
            default -> "A second @: a filter in front reads another domain than the server behind it.";
        };
    }

    SampleNight caseFile(
            long number, String login, String address, CaseState state, Instant openedAt, long provenBy,
            Optional<Instant> repliedAt, Optional<Instant> deadlineAt, String... provenTests) {
        return caseFile(number, login, address, state, openedAt,
                state.isOpen() ? Optional.empty() : Optional.of(openedAt.plus(Duration.ofHours(2))), provenBy,
                repliedAt, deadlineAt, provenTests);
    }

    SampleNight caseFile(
            long number, String login, String address, CaseState state, Instant openedAt, Optional<Instant> endedAt,
            long provenBy, Optional<Instant> repliedAt, Optional<Instant> deadlineAt, String... provenTests) {
        records.cases.add(new CaseRecord(
                number, login, address(address), 25, state, openedAt, endedAt, provenBy, List.of(provenTests),
                List.of(25),
                repliedAt, deadlineAt));
        return this;
    }

    SampleNight history(long number, Instant at, String actor, String event, String text, CaseState after) {
        List<HistoryLine> lines = records.history.computeIfAbsent(number, key -> new ArrayList<>());
        lines.add(new HistoryLine(lines.size() + 1, at, actor, event, text, after));
        return this;
    }

    SampleNight block(
            long number, String login, String address, Measure measure, boolean desiredOn, BlockRecord.Actual actual,
            boolean dryRun, Instant changedAt, Optional<String> fault) {
        records.blocks.add(new BlockRecord(
                records.blocks.size() + 1, number, login, address(address), 25, Set.of(), measure, desiredOn, actual, dryRun,
                changedAt, fault));
        return this;
    }

    SampleNight notice(long number, NoticeKind kind, Instant plannedAt, boolean delivered) {
        long id = records.notices.size() + 1;
        records.notices.add(new NoticeRecord(
                id, number, kind, Language.ENGLISH, "<case-" + number + "-" + id + "@isp.example>",
                "[case " + number + "] Your mail server is an open relay", plannedAt,
                delivered ? Optional.of(plannedAt.plusSeconds(1)) : Optional.empty()));
        return this;
    }

    /** Open, lifted, overdue, in review, suspect, masked, closed and unreachable hosts; see {@link RealisticCases}. */
    static SampleNight realistic() {
        SampleNight night = empty();
        RealisticCases.fill(night);
        return night;
    }
}
