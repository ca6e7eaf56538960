// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.verdict.HostJudge;
import org.relaywarden.scanner.verdict.Observed;

/**
 * All rows of one run, read in the caller's transaction. A run is judged from here and from nowhere else, so that a
 * later judgement sees what the first one saw, and what came since.
 *
 * @param paths that of the books first
 * @param wanted what was to be asked by each path, by its number
 */
record RunRecord(
        RunEntity run, List<PathRecord> paths, Map<Integer, List<TestId>> wanted, List<DialogueEntity> dialogues) {

    static RunRecord read(Session session, RunEntity run) {
        List<TestEntity> tests = rows(session, TestEntity.class, "key.runId", run.id);
        List<ReturnEntity> returns = rows(session, ReturnEntity.class, "key.runId", run.id);
        List<BounceEntity> bounces = rows(session, BounceEntity.class, "key.runId", run.id);
        List<PathRecord> paths = new ArrayList<>();
        TestPath books = new TestPath(run.port, Security.PLAIN);
        paths.add(PathRecord.of(
                0, run.standpoint, books, run.reach, Past.behind(session, run, run.standpoint), tests, returns, bounces));
        Map<Integer, List<TestId>> wanted = new HashMap<>();
        wanted.put(0, TestIds.split(run.wanted));
        rows(session, PathEntity.class, "place.runId", run.id).stream()
                .sorted((one, other) -> Integer.compare(one.place.number(), other.place.number()))
                .forEach(path -> {
                    wanted.put(path.place.number(), TestIds.split(path.wanted));
                    paths.add(PathRecord.of(
                            path.place.number(), path.standpoint, path.toPath(), path.reach,
                            path.toPath().equals(books) && path.standpoint == Observed.Standpoint.INSIDE
                                    ? Past.behind(session, run, Observed.Standpoint.INSIDE)
                                    : Map.of(),
                            tests, returns, bounces));
                });
        return new RunRecord(run, paths, wanted, rows(session, DialogueEntity.class, "place.runId", run.id));
    }

    private static <T> List<T> rows(Session session, Class<T> type, String runColumn, long runId) {
        return session.createSelectionQuery(
                        "from " + type.getSimpleName() + " r where r." + runColumn + " = :run", type)
                .setParameter("run", runId)
                .getResultList();
    }

    /** What was seen by each path, that of the books first. */
    List<HostJudge.PathSeen> seen(Observed.Reach reach) {
        return paths.stream()
                .map(path -> new HostJudge.PathSeen(
                        path.path(),
                        path.observed(
                                path.number() == 0 ? reach : path.reachOr(Observed.Reach.NO_CONNECTION),
                                wanted.getOrDefault(path.number(), List.of()))))
                .toList();
    }

    /** The tests, controls aside, whose recipient the host took, by whatever path. */
    List<TestId> accepted() {
        return ofAllPaths(path -> path.accepted().stream());
    }

    List<TestId> returned() {
        return ofAllPaths(path -> path.returned().stream());
    }

    private List<TestId> ofAllPaths(Function<PathRecord, Stream<TestId>> ids) {
        return paths.stream().flatMap(ids).distinct().toList();
    }

    private String from(int number) {
        return paths.stream()
                .filter(path -> path.number() == number)
                .findFirst()
                .map(path -> path.standpoint().words())
                .orElse(run.standpoint.words());
    }

    Evidence evidence() {
        return new Evidence(
                run.id,
                paths.stream().flatMap(path -> path.evidence().stream()).toList(),
                dialogues.stream()
                        .map(dialogue -> dialogue.toDialogue(from(dialogue.path)))
                        .sorted((one, other) -> Integer.compare(one.connection(), other.connection()))
                        .toList(),
                paths.stream()
                        .flatMap(path -> path.returns().values().stream()
                                .map(row -> row.toReturned(path.path().port())))
                        .toList());
    }
}
