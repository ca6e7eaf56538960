// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.simulated.Dialogue;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

/**
 * A first night over twenty hosts at the pace of the wild, by the clock on the wall: greylists of five minutes, ten minutes
 * between two connections to a host. All of it is told from the hosts' own logs. From outside alone: each further look takes as
 * long again, at the same pace ({@link NightlySweepTest}, by turned time).
 */
@EnabledIfSystemProperty(named = "relaywarden.suite", matches = "full", disabledReason = "an hour: ./verify --full")
class RealPaceIT {

    /** Postgrey's default. */
    private static final Duration GREYLIST = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    /** Hosts of a kind and what the night makes of them. */
    private record Kind(String name, int hosts, Behaviour behaviour, VerdictKind verdict) {}

    private static List<Kind> kinds() {
        return List.of(
                new Kind("closed", 6, Behaviours.CLOSED, VerdictKind.CLOSED),
                new Kind("stock", 4, Behaviours.CLOSED_454, VerdictKind.CLOSED),
                new Kind("curt", 2, Behaviours.dropsConnection(5, Behaviours.CLOSED), VerdictKind.CLOSED),
                new Kind("percent", 2, Behaviours.PERCENT_HACK, VerdictKind.OPEN),
                new Kind("open", 2, Behaviours.OPEN, VerdictKind.OPEN));
    }

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void aNightOverTwentyHostsIsPolite() throws Exception {
        InstantSource clock = InstantSource.system();
        try (ScannerBench bench = ScannerBench.politeFromOutside(folder)) {
            Map<String, SimulatedMailServer> hosts = new LinkedHashMap<>();
            List<Kind> kinds = new ArrayList<>(kinds());
            kinds.add(new Kind("grey", 4, Behaviours.greylisting(clock, GREYLIST, Behaviours.OPEN), VerdictKind.OPEN));
            for (Kind kind : kinds) {
                for (int i = 1; i <= kind.hosts(); i++) {
                    String address = "127.0.12." + (hosts.size() + 1);
                    hosts.put(kind.name() + i, bench.customer(kind.name() + i, address, kind.behaviour()));
                }
            }
            assertEquals(20, hosts.size());

            Map<String, Finding> night = bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET).stream()
                    .collect(Collectors.toMap(Finding::login, finding -> finding));

            hosts.forEach((login, host) -> show(night.get(login), host.dialogues()));
            for (Kind kind : kinds) {
                for (int i = 1; i <= kind.hosts(); i++) {
                    Finding finding = night.get(kind.name() + i);
                    List<Dialogue> talks = hosts.get(kind.name() + i).dialogues();
                    assertEquals(kind.verdict(), finding.verdict(), finding::toString);
                    Manners.keptAtRoutinePace(talks);
                    assertTrue(!kind.name().equals("grey") || passedTheGreylist(talks), talks::toString);
                }
            }
        }
    }

    /** Put off at first, and taken when the same words came again. */
    private static boolean passedTheGreylist(List<Dialogue> talks) {
        return talks.getFirst().lines().stream().anyMatch(line -> line.startsWith("S: 450"))
                && talks.getLast().lines().contains("C: DATA");
    }

    /** The figures, for whoever runs it: an hour is not spent for a green tick alone. */
    private static void show(Finding finding, List<Dialogue> talks) {
        System.out.printf("real pace: %-9s %-6s after %6s: %d connections, %d refusals, at most %d in one%n",
                finding.login(), finding.verdict(), Duration.ofSeconds(finding.took().toSeconds()),
                talks.size(), talks.stream().mapToInt(Dialogue::refusals).sum(),
                talks.stream().mapToInt(Dialogue::refusals).max().orElse(0));
    }
}
