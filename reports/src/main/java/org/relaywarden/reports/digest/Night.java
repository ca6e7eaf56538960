// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaywarden.reports.dossier.Sources;
import org.relaywarden.scanner.findings.Finding;

/**
 * What a night's scans found, host by host, beside the night before. Immutable.
 *
 * @param asOf when it was read
 * @param hosts those tested, the worst verdict first, then by login and address
 * @param missing the last finding of each host that was tested the night before, and not this night
 * @param hadNightBefore false when nothing was tested the night before: then there is nothing to compare with
 */
record Night(
        Instant from,
        Instant until,
        Instant asOf,
        List<HostNight> hosts,
        List<Finding> missing,
        boolean hadNightBefore) {

    /** One mail server. Two customers never share an address, but the books may move one. */
    private record Host(String login, InetAddress address, int port) {
        static Host of(Finding finding) {
            return new Host(finding.login(), finding.address(), finding.port());
        }
    }

    /**
     * A host in this night.
     *
     * @param last the finding that counts: that of the last run
     * @param earlier those of the runs before it in the same night, oldest first
     * @param before the last one of the night before
     */
    record HostNight(Finding last, List<Finding> earlier, Optional<Finding> before) {}

    private static final Comparator<Finding> BY_TIME =
            Comparator.comparing(Finding::startedAt).thenComparingLong(Finding::sequence);

    private static final Comparator<Finding> WORST_FIRST = Comparator.comparingInt(
                    (Finding finding) -> VerdictWords.of(finding.verdict()).rank())
            .thenComparing(Finding::login)
            .thenComparing(finding -> finding.address().getHostAddress())
            .thenComparingInt(Finding::port);

    static Night read(Sources sources, Instant from, Instant until, Instant asOf) {
        Duration length = Duration.between(from, until);
        // The night before lies a day back; a longer time is compared with one as long, right before it.
        Duration back = length.compareTo(Duration.ofDays(1)) > 0 ? length : Duration.ofDays(1);
        List<Finding> before = sources.findings().latestOfRuns(from.minus(back), until.minus(back));
        Map<Host, Finding> lastBefore = new HashMap<>();
        before.stream().sorted(BY_TIME).forEach(finding -> lastBefore.put(Host.of(finding), finding));

        Map<Host, List<Finding>> tonight = sources.findings().latestOfRuns(from, until).stream()
                .sorted(BY_TIME)
                .collect(groupingBy(Host::of, LinkedHashMap::new, toList()));
        List<HostNight> hosts = new ArrayList<>();
        tonight.forEach((host, runs) -> hosts.add(new HostNight(
                runs.getLast(),
                List.copyOf(runs.subList(0, runs.size() - 1)),
                Optional.ofNullable(lastBefore.remove(host)))));
        hosts.sort(Comparator.comparing(HostNight::last, WORST_FIRST));
        return new Night(
                from,
                until,
                asOf,
                List.copyOf(hosts),
                lastBefore.values().stream().sorted(WORST_FIRST).toList(),
                !before.isEmpty());
    }

    /** Whether a moment lies in the night. */
    boolean holds(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(until);
    }
}
