// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.Session;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.choice.History;
import org.relaywarden.scanner.findings.Depth;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.verdict.Observed;
import org.relaywarden.scanner.verdict.Outcome;
import org.relaywarden.scanner.verdict.VerdictKind;

/** Earlier runs of the same host, battery and vantage. */
final class Past {

    /** Seven nights and a little: no night begins at the very second of the last one. */
    private static final Duration REACH = Duration.ofDays(8);

    private Past() {}

    static History read(Session session, Target target, Vantage vantage, Instant since) {
        Map<TestId, Instant> answeredAt = new HashMap<>();
        for (Row row : rows(session, target.address().getHostAddress(), target.port(), vantage, since, Long.MAX_VALUE)) {
            if (!row.outcome.wantsRetry()) {
                answeredAt.merge(row.test, row.startedAt, (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        var last = session.createSelectionQuery(
                        """
                        select f.verdict from FindingEntity f
                        where f.run.address = :address and f.run.port = :port and f.run.scan.vantage = :vantage
                        and f.run.batteryVersion = :version order by f.sequence desc""",
                        VerdictKind.class)
                .setParameter("address", target.address().getHostAddress())
                .setParameter("port", target.port())
                .setParameter("vantage", vantage)
                .setParameter("version", Battery.VERSION)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
        var whole = session.createSelectionQuery(
                        """
                        select max(r.startedAt) from RunEntity r
                        where r.address = :address and r.port = :port and r.scan.vantage = :vantage
                        and r.batteryVersion = :version and r.depth <> :light and r.reach = :connected""",
                        Instant.class)
                .setParameter("address", target.address().getHostAddress())
                .setParameter("port", target.port())
                .setParameter("vantage", vantage)
                .setParameter("version", Battery.VERSION)
                .setParameter("light", Depth.LIGHT)
                .setParameter("connected", Observed.Reach.CONNECTED)
                .uniqueResultOptional();
        return new History(last, whole, answeredAt);
    }

    /**
     * What a light run leans on: the newest answer of each test that it did not ask. Proofs are not among them, for a
     * proof judges the run that sent it (decision 12).
     */
    static Map<TestId, Outcome> behind(Session session, RunEntity run) {
        if (run.depth != Depth.LIGHT) {
            return Map.of();
        }
        Map<TestId, Outcome> newest = new TreeMap<>();
        rows(session, run.address, run.port, run.scan.vantage, run.startedAt.minus(REACH), run.id).stream()
                .filter(row -> !row.outcome.wantsRetry())
                .sorted(Comparator.comparing(row -> row.startedAt))
                .forEach(row -> newest.put(row.test, row.outcome));
        return newest;
    }

    private record Row(TestId test, Outcome outcome, Instant startedAt) {}

    private static List<Row> rows(
            Session session, String address, int port, Vantage vantage, Instant since, long beforeRun) {
        return session.createSelectionQuery(
                        """
                        select t.key.testId, t.outcome, r.startedAt from TestEntity t, RunEntity r
                        where t.key.runId = r.id and t.key.path = 0 and r.address = :address and r.port = :port
                        and r.scan.vantage = :vantage and r.batteryVersion = :version
                        and r.startedAt >= :since and r.id < :run""",
                        Object[].class)
                .setParameter("address", address)
                .setParameter("port", port)
                .setParameter("vantage", vantage)
                .setParameter("version", Battery.VERSION)
                .setParameter("since", since)
                .setParameter("run", beforeRun)
                .getResultStream()
                .map(row -> new Row(new TestId((String) row[0]), (Outcome) row[1], (Instant) row[2]))
                .toList();
    }
}
