// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.choice.History;
import org.relaywarden.scanner.choice.LastHandover;
import org.relaywarden.scanner.findings.Depth;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.verdict.Observed;
import org.relaywarden.scanner.verdict.Observed.Standpoint;
import org.relaywarden.scanner.verdict.Outcome;
import org.relaywarden.scanner.verdict.VerdictKind;

/** Earlier runs of the same host and battery, as seen from the same place. */
final class Past {

    /** Seven nights and a little: no night begins at the very second of the last one. */
    private static final Duration REACH = Duration.ofDays(8);

    /** The number of no path of a run. */
    private static final int NO_PATH = -1;

    private Past() {}

    static History read(Session session, Target target, Standpoint standpoint, Instant since) {
        Host host = Host.of(target);
        Optional<FindingEntity> last = last(session, host, standpoint);
        // Nobody gets in from outside: what is known of such a host is known from inside.
        boolean shielded = last.filter(finding -> finding.verdict == VerdictKind.CLOSED)
                .filter(finding -> finding.run.reach == Observed.Reach.NO_CONNECTION)
                .isPresent();
        Standpoint seenFrom = shielded ? Standpoint.INSIDE : standpoint;
        Map<TestId, Instant> answeredAt = new HashMap<>();
        List<Row> rows = rows(session, host, seenFrom, since, Long.MAX_VALUE);
        for (Row row : rows) {
            if (!row.outcome.wantsRetry()) {
                answeredAt.merge(row.test, row.startedAt, (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        return new History(
                last.map(finding -> finding.verdict),
                last.filter(finding -> rows.stream().anyMatch(row -> row.isRefusedLate(finding.run))).isPresent(),
                shielded ? wholeFromInsideAt(session, host) : wholeAt(session, host, standpoint),
                answeredAt);
    }

    /**
     * What a light run leans on: the newest answer of each test that it did not ask. Proofs are not among them, for a
     * proof judges the run that sent it (decision 12).
     *
     * @param standpoint from where it was asked
     */
    static Map<TestId, Outcome> behind(Session session, RunEntity run, Standpoint standpoint) {
        if (run.depth != Depth.LIGHT) {
            return Map.of();
        }
        Map<TestId, Outcome> newest = new TreeMap<>();
        rows(session, new Host(run.address, run.port), standpoint, run.startedAt.minus(REACH), run.id).stream()
                .filter(row -> !row.outcome.wantsRetry())
                .sorted(Comparator.comparing(row -> row.startedAt))
                .forEach(row -> newest.put(row.test, row.outcome));
        return newest;
    }

    /**
     * The last message of each form by this path from there: one row for each, so that months of a host that takes all are no
     * more than the battery.
     */
    static Map<TestId, LastHandover> lastHandovers(
            Session session, Target target, TestPath path, Standpoint standpoint, Instant since) {
        return of(Host.of(target), session.createSelectionQuery(
                        """
                        select h.key.testId, max(h.at), max(case when e.arrivedAt is not null then h.at end)
                        from HandoverEntity h join RunEntity r on r.id = h.key.runId
                        left join PathEntity p on p.place.runId = h.key.runId and p.place.number = h.key.path
                        left join ReturnEntity e on e.key.runId = h.key.runId and e.key.path = h.key.path
                            and e.key.testId = h.key.testId
                        where r.address = :address and r.port = :port and r.batteryVersion = :version
                        and r.startedAt >= :since
                        and ((h.key.path = :runPath and r.standpoint in :standpoints)
                            or (p.port = :pathPort and p.security = :security and p.standpoint in :standpoints))
                        group by h.key.testId""",
                        Object[].class))
                .setParameter("since", since)
                .setParameter("runPath", path.equals(new TestPath(target.port(), Security.PLAIN)) ? 0 : NO_PATH)
                .setParameter("pathPort", path.port())
                .setParameter("security", path.security())
                .setParameter("standpoints", alike(standpoint))
                .getResultStream()
                .collect(Collectors.toMap(
                        row -> new TestId((String) row[0]),
                        row -> new LastHandover((Instant) row[1], row[1].equals(row[2]))));
    }

    private record Host(String address, int port) {
        static Host of(Target target) {
            return new Host(target.address().getHostAddress(), target.port());
        }
    }

    private record Row(TestId test, Outcome outcome, Instant startedAt) {

        boolean isRefusedLate(RunEntity run) {
            return outcome == Outcome.RCPT_OK_DATA_REFUSED && startedAt.equals(run.startedAt);
        }
    }

    /** A block changes what a proof means, and nothing of what is seen. */
    private static List<Standpoint> alike(Standpoint standpoint) {
        return switch (standpoint) {
            case OUTSIDE, SECOND_OUTSIDE -> List.of(standpoint);
            case INSIDE, INSIDE_OF_BLOCK -> List.of(Standpoint.INSIDE, Standpoint.INSIDE_OF_BLOCK);
        };
    }

    private static Optional<FindingEntity> last(Session session, Host host, Standpoint standpoint) {
        return of(host, session.createSelectionQuery(
                        """
                        from FindingEntity f
                        where f.run.address = :address and f.run.port = :port and f.run.standpoint in :standpoints
                        and f.run.batteryVersion = :version order by f.sequence desc""",
                        FindingEntity.class))
                .setParameter("standpoints", alike(standpoint))
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    private static Optional<Instant> wholeAt(Session session, Host host, Standpoint standpoint) {
        return of(host, session.createSelectionQuery(
                        """
                        select max(r.startedAt) from RunEntity r
                        where r.address = :address and r.port = :port and r.standpoint in :standpoints
                        and r.batteryVersion = :version and r.depth <> :light and r.reach = :connected""",
                        Instant.class))
                .setParameter("standpoints", alike(standpoint))
                .setParameter("light", Depth.LIGHT)
                .setParameter("connected", Observed.Reach.CONNECTED)
                .uniqueResultOptional();
    }

    private static Optional<Instant> wholeFromInsideAt(Session session, Host host) {
        return of(host, session.createSelectionQuery(
                        """
                        select max(r.startedAt) from RunEntity r, PathEntity p
                        where p.place.runId = r.id and r.address = :address and r.port = :port and p.port = r.port
                        and p.standpoint = :inside and p.reach = :connected
                        and r.batteryVersion = :version and r.depth <> :light""",
                        Instant.class))
                .setParameter("inside", Standpoint.INSIDE)
                .setParameter("light", Depth.LIGHT)
                .setParameter("connected", Observed.Reach.CONNECTED)
                .uniqueResultOptional();
    }

    private static <T> SelectionQuery<T> of(Host host, SelectionQuery<T> query) {
        return query.setParameter("address", host.address)
                .setParameter("port", host.port)
                .setParameter("version", Battery.VERSION);
    }

    /** By the port of the books, unencrypted: in a run from there, or beside one from elsewhere. */
    private static List<Row> rows(
            Session session, Host host, Standpoint standpoint, Instant since, long beforeRun) {
        List<Row> rows = new ArrayList<>(rows(session, host, standpoint, since, beforeRun, """
                select t.key.testId, t.outcome, r.startedAt from TestEntity t, RunEntity r
                where t.key.runId = r.id and t.key.path = 0 and r.standpoint in :standpoints"""));
        if (standpoint != Standpoint.OUTSIDE) {
            rows.addAll(rows(session, host, standpoint, since, beforeRun, """
                    select t.key.testId, t.outcome, r.startedAt from TestEntity t, RunEntity r, PathEntity p
                    where t.key.runId = r.id and p.place.runId = r.id and t.key.path = p.place.number
                    and p.port = r.port and p.security = 'PLAIN' and p.standpoint in :standpoints"""));
        }
        return rows;
    }

    private static List<Row> rows(
            Session session, Host host, Standpoint standpoint, Instant since, long beforeRun, String selected) {
        return of(host, session.createSelectionQuery(
                        selected + """

                        and r.address = :address and r.port = :port and r.batteryVersion = :version
                        and r.startedAt >= :since and r.id < :run""",
                        Object[].class))
                .setParameter("standpoints", alike(standpoint))
                .setParameter("since", since)
                .setParameter("run", beforeRun)
                .getResultStream()
                .map(row -> new Row(new TestId((String) row[0]), (Outcome) row[1], (Instant) row[2]))
                .toList();
    }
}
