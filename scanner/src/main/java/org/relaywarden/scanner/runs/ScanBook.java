// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.choice.Chosen;
import org.relaywarden.scanner.choice.History;
import org.relaywarden.scanner.choice.LastHandover;
import org.relaywarden.scanner.findings.NightlyScan;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.probe.TestAnswer;
import org.relaywarden.scanner.proof.Binding;
import org.relaywarden.scanner.proof.ProbeBook;
import org.relaywarden.scanner.proof.ProbeReturn;
import org.relaywarden.scanner.replies.Transcript;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.verdict.Observed;
import org.relaywarden.scanner.verdict.Outcome;

/** Writes down what runs do and see, each fact in a transaction of its own. Thread-safe. */
public final class ScanBook implements ProbeBook {

    static final List<Class<?>> ENTITIES = List.of(
            ScanEntity.class,
            RunEntity.class,
            PathEntity.class,
            TestEntity.class,
            HandoverEntity.class,
            DialogueEntity.class,
            ReturnEntity.class,
            BounceEntity.class,
            FindingEntity.class);

    private final Store store;

    ScanBook(Store store) {
        this.store = store;
    }

    public long beginScan(ScanRequest request, Instant now) {
        return store.transaction(session -> {
            ScanEntity scan = new ScanEntity(request, micros(now));
            session.persist(scan);
            return scan.id;
        });
    }

    /** No host of it is left to be judged. */
    public void endScan(long scanId, Instant now) {
        store.inTransaction(session -> session.find(ScanEntity.class, scanId).endedAt = micros(now));
    }

    public ScanRequest requestOf(long scanId) {
        return store.transaction(session -> session.find(ScanEntity.class, scanId).request());
    }

    /** The last scan of the nights, if it began at this time or later. */
    public Optional<NightlyScan> lastNight(Instant since) {
        return store.transaction(session -> session.createSelectionQuery(
                        "from ScanEntity where cause = :nightly order by id desc", ScanEntity.class)
                .setParameter("nightly", ScanRequest.Cause.NIGHTLY)
                .setMaxResults(1)
                .getResultStream()
                .filter(last -> !last.startedAt.isBefore(since))
                .map(last -> new NightlyScan(last.id, last.startedAt, last.endedAt != null))
                .findFirst());
    }

    /** Each run of a scan by its host: whether it says something of the host, by its end or by a proof. */
    public Map<String, List<Boolean>> runsOf(long scanId) {
        return store.transaction(session -> session.createSelectionQuery(
                        """
                        select r, exists (select 1 from ReturnEntity e where e.key.runId = r.id)
                        from RunEntity r where r.scan.id = :scan order by r.id""",
                        Object[].class)
                .setParameter("scan", scanId)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        row -> hostKey(((RunEntity) row[0]).inetAddress(), ((RunEntity) row[0]).port),
                        Collectors.mapping(
                                row -> saysSomething((RunEntity) row[0]) || (Boolean) row[1], Collectors.toList()))));
    }

    /** What earlier runs saw of this host from there, this long back. */
    public History historyOf(Target target, Observed.Standpoint standpoint, Instant since) {
        return store.transaction(session -> Past.read(session, target, standpoint, micros(since)));
    }

    /** The last message of each form that this host was handed by this path from there, this long back. */
    public Map<TestId, LastHandover> lastHandovers(
            Target target, TestPath path, Observed.Standpoint standpoint, Instant since) {
        return store.transaction(
                session -> Past.lastHandovers(session, target, path, standpoint, micros(since)));
    }

    /** Whether this host handed in the probe of another one: it trusts that one, which is a lead against it. */
    public boolean passedOnForOthers(InetAddress address, Instant since) {
        return store.transaction(session -> session.createSelectionQuery(
                                """
                                select count(*) from ReturnEntity e, RunEntity r where e.key.runId = r.id
                                and e.handedInBy = :address and r.address <> :address and e.arrivedAt >= :since""",
                                Long.class)
                        .setParameter("address", address.getHostAddress())
                        .setParameter("since", micros(since))
                        .getSingleResult()
                > 0);
    }

    private static boolean saysSomething(RunEntity run) {
        return run.reach != null && run.reach != Observed.Reach.INTERRUPTED;
    }

    public static String hostKey(InetAddress address, int port) {
        return address.getHostAddress() + " " + port;
    }

    /** Written before the first packet: what began after a reply is told from what did not (decision 15). */
    public Binding beginRun(
            long scanId, Target target, Observed.Standpoint standpoint, Chosen chosen, Instant now) {
        return store.transaction(session -> {
            RunEntity run =
                    new RunEntity(session.find(ScanEntity.class, scanId), target, standpoint, chosen, micros(now));
            session.persist(run);
            return run.binding();
        });
    }

    /** The first time counts: a retry bears the same token, and a return of either time is a return. */
    public void handedOver(Binding run, TestId test, Instant now) {
        TestKey key = new TestKey(run.runId(), run.path(), test.value());
        store.inTransaction(session -> {
            if (session.find(HandoverEntity.class, key) == null) {
                session.persist(new HandoverEntity(key, micros(now)));
            }
        });
    }

    public void keepDialogue(Binding run, int connection, Transcript transcript) {
        store.inTransaction(session ->
                session.persist(new DialogueEntity(run.runId(), connection, run.path(), transcript)));
    }

    public void keepTests(Binding run, Map<TestAnswer, Outcome> tests, String banner) {
        store.inTransaction(session -> {
            tests.forEach((answer, outcome) ->
                    session.merge(new TestEntity(run.runId(), run.path(), answer, outcome)));
            if (run.path() == 0) {
                session.find(RunEntity.class, run.runId()).banner = banner;
            }
        });
    }

    /** One more way to the host of this run, or one more place to look from. */
    public Binding beginPath(
            Binding run, int number, Observed.Standpoint standpoint, TestPath path, List<TestId> wanted) {
        store.inTransaction(
                session -> session.persist(new PathEntity(run.runId(), number, standpoint, path, wanted)));
        return run.by(number, path, standpoint.place());
    }

    /** All that could be asked there was asked. */
    public void endPath(Binding path, Observed.Reach reach) {
        store.inTransaction(session ->
                session.find(PathEntity.class, new PathEntity.Place(path.runId(), path.path())).reach = reach);
    }

    @Override
    public Optional<Binding> bindingOf(long runId, int path) {
        return store.transaction(session -> {
            Optional<Binding> run =
                    Optional.ofNullable(session.find(RunEntity.class, runId)).map(RunEntity::binding);
            return path == 0
                    ? run
                    : run.flatMap(main -> Optional.ofNullable(
                                    session.find(PathEntity.class, new PathEntity.Place(runId, path)))
                            .map(other -> main.by(path, other.toPath(), other.standpoint.place())));
        });
    }

    @Override
    public Optional<Instant> handedOverAt(long runId, int path, TestId test) {
        TestKey key = new TestKey(runId, path, test.value());
        return store.transaction(session ->
                Optional.ofNullable(session.find(HandoverEntity.class, key)).map(handover -> handover.at));
    }

    @Override
    public void returned(ProbeReturn proof) {
        ReturnEntity row = new ReturnEntity(proof);
        store.inTransaction(session -> {
            if (session.find(ReturnEntity.class, row.key) == null) {
                session.persist(row);
            }
        });
    }

    @Override
    public void bounced(long runId, int path, TestId test, Instant arrivedAt, String mailId) {
        BounceEntity row = new BounceEntity(new TestKey(runId, path, test.value()), micros(arrivedAt), mailId);
        store.inTransaction(session -> {
            if (session.find(BounceEntity.class, row.key) == null) {
                session.persist(row);
            }
        });
    }

    /** What the database keeps, so that what is handed out equals what is read back; down, never up. */
    static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
