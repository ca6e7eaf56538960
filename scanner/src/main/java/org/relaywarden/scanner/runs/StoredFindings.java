// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.query.SelectionQuery;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.Findings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The findings in the database. */
final class StoredFindings implements Findings {

    private static final Logger LOG = LoggerFactory.getLogger(StoredFindings.class);
    private static final int PAGE_MAX = 1_000;

    private final Store store;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    StoredFindings(Store store) {
        this.store = store;
    }

    @Override
    public List<Finding> after(long sequence, int max) {
        return store.transaction(session -> page(max, session.createSelectionQuery(
                        "from FindingEntity f where f.sequence > :sequence order by f.sequence", FindingEntity.class)
                .setParameter("sequence", sequence)));
    }

    @Override
    public Optional<Finding> bySequence(long sequence) {
        return store.transaction(session -> Optional.ofNullable(session.find(FindingEntity.class, sequence))
                .map(FindingEntity::toFinding));
    }

    @Override
    public List<Finding> latestOfRuns(Instant from, Instant until) {
        return store.transaction(session -> findings(session.createSelectionQuery(
                        """
                        from FindingEntity f
                        where f.run.startedAt >= :from and f.run.startedAt < :until
                        and f.sequence = (select max(g.sequence) from FindingEntity g where g.run = f.run)
                        order by f.run.login, f.run.address, f.run.port, f.sequence""",
                        FindingEntity.class)
                .setParameter("from", from)
                .setParameter("until", until)));
    }

    @Override
    public List<Finding> ofLogin(String login, int max) {
        return store.transaction(session -> page(max, session.createSelectionQuery(
                        "from FindingEntity f where f.run.login = :login order by f.sequence desc",
                        FindingEntity.class)
                .setParameter("login", login)));
    }

    private static List<Finding> page(int max, SelectionQuery<FindingEntity> query) {
        return findings(query.setMaxResults(Math.clamp(max, 1, PAGE_MAX)));
    }

    private static List<Finding> findings(SelectionQuery<FindingEntity> query) {
        return query.getResultList().stream().map(FindingEntity::toFinding).toList();
    }

    @Override
    public Optional<Evidence> evidence(long runId) {
        return store.transaction(session -> Optional.ofNullable(session.find(RunEntity.class, runId))
                .map(run -> RunRecord.read(session, run).evidence()));
    }

    @Override
    public void onAppended(Runnable listener) {
        listeners.add(listener);
    }

    /** After the commit, and never in the way of a scan: a reader that was not woken finds the finding later. */
    void tellAppended() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException failed) {
                LOG.warn("A reader of findings could not be woken; it reads at its next turn", failed);
            }
        }
    }
}
