// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.Findings;
import org.relaywarden.scanner.findings.NightlyScan;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.sweep.Sweep;
import org.relaywarden.scanner.verdict.VerdictKind;

/** A scanner that finds what it is told to find. Findings are kept in memory, in order. */
final class ScriptedSweep implements Sweep, Findings {

    static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.7");

    private final InstantSource clock;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final Deque<Outcome> nextScans = new ArrayDeque<>();
    final List<ScanRequest> asked = new ArrayList<>();
    Runnable afterScan = () -> {};
    Runnable afterCut = () -> {};
    boolean stopping;

    /** What a scan finds that nothing was scripted for; null for no finding. */
    Outcome otherwise;
    Optional<InetAddress> handedInBy = Optional.of(HOST);
    InetAddress host = HOST;

    /** Where the probes were handed over, whatever port the books have. */
    int port = 25;

    /** What a run says; test ids joined by blanks. */
    record Outcome(VerdictKind verdict, boolean complete, String accepted, String returned) {
        static Outcome open(String returned) {
            return new Outcome(VerdictKind.OPEN, true, returned, returned);
        }

        static Outcome closed() {
            return new Outcome(VerdictKind.CLOSED, true, "", "");
        }

        static Outcome of(VerdictKind verdict) {
            return new Outcome(verdict, false, "", "");
        }
    }

    ScriptedSweep(InstantSource clock) {
        this.clock = clock;
    }

    /** The next scan that is asked for finds this. */
    void nextScanFinds(Outcome outcome) {
        nextScans.add(outcome);
    }

    Finding night(String login, Outcome outcome) {
        return night(login, Vantage.OUTSIDE, outcome);
    }

    /** @param from where the host was looked at: inside while it is blocked */
    Finding night(String login, Vantage from, Outcome outcome) {
        var request = new ScanRequest(Optional.empty(), from, ScanRequest.Cause.NIGHTLY, Optional.empty());
        return append(login, outcome, request, findings.size() + 1, clock.instant());
    }

    /** A return that comes after its run was judged. */
    Finding late(Finding of, Outcome outcome) {
        var request = new ScanRequest(Optional.of(of.login()), of.vantage(), of.cause(), of.reference());
        return append(of.login(), outcome, request, of.runId(), of.startedAt());
    }

    private synchronized Finding append(
            String login, Outcome outcome, ScanRequest request, long runId, Instant startedAt) {
        Finding finding = new Finding(
                findings.size() + 1, runId, runId, login, host, 25, request.vantage(), request.cause(),
                request.reference(), "1", outcome.verdict(), "as scripted", outcome.complete(), startedAt,
                clock.instant(), tests(outcome.accepted()), tests(outcome.returned()), "mail.ann.example ESMTP Postfix",
                Duration.ofSeconds(3));
        findings.add(finding);
        listeners.forEach(Runnable::run);
        return finding;
    }

    private static List<TestId> tests(String ids) {
        return ids.isEmpty() ? List.of() : Arrays.stream(ids.split(" ")).map(TestId::new).toList();
    }

    @Override
    public List<Finding> scan(ScanRequest request, Progress progress) {
        asked.add(request);
        Outcome outcome = nextScans.isEmpty() ? otherwise : nextScans.poll();
        progress.begun(outcome == null ? 0 : 1);
        if (outcome == null) {
            return List.of();
        }
        if (stopping) {
            // What the next start makes of a run that this one left.
            append(request.login().orElseThrow(), Outcome.of(VerdictKind.INCONCLUSIVE), request, findings.size() + 1,
                    clock.instant());
            afterCut.run();
            return List.of();
        }
        Finding found =
                append(request.login().orElseThrow(), outcome, request, findings.size() + 1, clock.instant());
        afterScan.run();
        return List.of(found);
    }

    @Override
    public Optional<NightlyScan> lastNight(Instant since) {
        throw new UnsupportedOperationException("the desk runs no nights");
    }

    @Override
    public List<Finding> goOn(NightlyScan scan, Progress progress) {
        throw new UnsupportedOperationException("the desk runs no nights");
    }

    @Override
    public Findings findings() {
        return this;
    }

    @Override
    public void close() {}

    @Override
    public void start() {}

    @Override
    public List<Finding> after(long sequence, int max) {
        return findings.stream().filter(f -> f.sequence() > sequence).limit(max).toList();
    }

    @Override
    public Optional<Finding> bySequence(long sequence) {
        return findings.stream().filter(f -> f.sequence() == sequence).findFirst();
    }

    @Override
    public List<Finding> latestOfRuns(Instant from, Instant until) {
        throw new UnsupportedOperationException("the desk reads no nights");
    }

    @Override
    public List<Finding> ofLogin(String login, int max) {
        return findings.reversed().stream().filter(f -> f.login().equals(login)).limit(max).toList();
    }

    @Override
    public Optional<Evidence> evidence(long runId) {
        List<Evidence.TestSeen> seen = List.of(
                test("S1", "takes mail from anyone for anyone", "t-one@collector.example"),
                test("R1", "lets a second address hide behind a percent sign", "t-two%collector.example@ann.example"));
        var returned = new Evidence.Returned(new TestId("S1"), port, clock.instant(), handedInBy, "ann", "", "00");
        return Optional.of(new Evidence(runId, seen, List.of(), List.of(returned)));
    }

    private static Evidence.TestSeen test(String id, String catches, String recipient) {
        return new Evidence.TestSeen(
                new TestId(id), "RETURNED", "MAIL FROM:<probe@outside.example>\nRCPT TO:<" + recipient + ">",
                "250 2.1.5 Ok \u001b[31mhostile\r\nBcc: all@example.org", catches);
    }

    @Override
    public void onAppended(Runnable listener) {
        listeners.add(listener);
    }
}
