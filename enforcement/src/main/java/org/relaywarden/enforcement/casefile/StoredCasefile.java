// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.hibernate.Session;
import org.relaywarden.bsmtp.store.Store;

/** The cases in the database. */
final class StoredCasefile implements Casefile {

    private final Store store;
    private final InstantSource clock;
    private final CaseJournal journal;

    StoredCasefile(Store store, InstantSource clock, CaseJournal journal) {
        this.store = store;
        this.clock = clock;
        this.journal = journal;
    }

    @Override
    public CaseRecord open(String login, InetAddress address, int port, CaseEvent.RelayProven proven, String actor) {
        return store.transaction(session -> {
            CaseEntity found = openEntity(session, address, port)
                    .orElseGet(() -> opened(session, login, address, port, proven.findingSequence()));
            return write(session, found, proven, actor);
        });
    }

    @Override
    public Optional<CaseRecord> openTrusting(
            String login, InetAddress address, int port, CaseEvent.TrustsRelay trusts, String actor) {
        return store.transaction(session -> {
            CaseEntity found = openEntity(session, address, port)
                    .orElseGet(() -> opened(session, login, address, port, trusts.findingSequence()));
            var pair = new TrustEntity.Pair(found.number, trusts.relayCase());
            if (session.find(TrustEntity.class, pair) != null) {
                return Optional.empty();
            }
            session.persist(new TrustEntity(pair));
            return Optional.of(write(session, found, trusts, actor));
        });
    }

    private CaseEntity opened(Session session, String login, InetAddress address, int port, long finding) {
        CaseEntity opened = new CaseEntity();
        opened.login = login;
        opened.address = address.getHostAddress();
        opened.port = port;
        opened.state = CaseState.CONFIRMED;
        opened.openedAt = now();
        opened.provenBy = finding;
        opened.provenTests = "";
        opened.provenPorts = "";
        opened.openKey = CaseEntity.keyOf(address, port);
        session.persist(opened);
        journal.opened();
        return opened;
    }

    @Override
    public List<CaseRecord> trustedBy(long number) {
        return store.transaction(session -> session
                .createSelectionQuery(
                        "from CaseEntity c where exists (select 1 from TrustEntity t"
                                + " where t.pair.caseNumber = :number and t.pair.relayCase = c.number)"
                                + " order by c.number",
                        CaseEntity.class)
                .setParameter("number", number)
                .stream()
                .map(CaseEntity::toRecord)
                .toList());
    }

    @Override
    public CaseRecord record(long number, CaseEvent event, String actor) {
        return store.transaction(session -> {
            CaseEntity found = session.find(CaseEntity.class, number);
            if (found == null) {
                throw new IllegalArgumentException("there is no case " + number);
            }
            return write(session, found, event, actor);
        });
    }

    private CaseRecord write(Session session, CaseEntity entity, CaseEvent event, String actor) {
        entity.state = switch (Transitions.next(entity.state, event)) {
            case Transitions.Next.To to -> to.state();
            case Transitions.Next.Refused refused ->
                throw new IllegalStateException("case " + entity.number + ", " + name(event) + ": " + refused.why());
        };
        Instant now = now();
        take(entity, event, now);
        if (!entity.state.isOpen() && entity.openKey != null) {
            entity.openKey = null;
            entity.endedAt = now;
            entity.deadlineAt = null;
        }
        entity.lastLine++;
        HistoryLine line = new HistoryLine(entity.lastLine, now, actor, name(event), EventText.of(event), entity.state);
        session.persist(new HistoryEntity(entity.number, line));
        session.flush();
        CaseRecord after = entity.toRecord();
        journal.recorded(after, line);
        return after;
    }

    /** What an event leaves on the case beside its state and its line. */
    private static void take(CaseEntity entity, CaseEvent event, Instant now) {
        switch (event) {
            case CaseEvent.RelayProven proven -> {
                var tests = new LinkedHashSet<>(entity.toRecord().provenTests());
                tests.addAll(proven.returnedTests());
                entity.provenTests = String.join(" ", tests);
                var ports = new TreeSet<>(entity.toRecord().provenPorts());
                ports.addAll(proven.ports());
                entity.provenPorts = String.join(" ", ports.stream().map(Object::toString).toList());
            }
            case CaseEvent.CustomerReplied _ -> entity.repliedAt = now;
            case CaseEvent.BlocksAsked asked -> asked.deadlineAt().ifPresent(at -> {
                if (entity.deadlineAt == null) {
                    entity.deadlineAt = at.truncatedTo(ChronoUnit.MICROS);
                }
            });
            case CaseEvent.TestedAgain _,
                    CaseEvent.PassedOn _,
                    CaseEvent.TrustsRelay _,
                    CaseEvent.BlockConfirmed _,
                    CaseEvent.Blocked _,
                    CaseEvent.BlockGone _,
                    CaseEvent.BlockFailed _,
                    CaseEvent.BlockRepaired _,
                    CaseEvent.NotCarriedOut _,
                    CaseEvent.NoticeDelivered _,
                    CaseEvent.NoticeBounced _,
                    CaseEvent.MailFiled _,
                    CaseEvent.RetestPassed _,
                    CaseEvent.RetestFailed _,
                    CaseEvent.Lifted _,
                    CaseEvent.NeedsReview _ -> {}
        }
    }

    @Override
    public Optional<CaseRecord> byNumber(long number) {
        return store.transaction(session ->
                Optional.ofNullable(session.find(CaseEntity.class, number)).map(CaseEntity::toRecord));
    }

    @Override
    public Optional<CaseRecord> openCaseOf(InetAddress address, int port) {
        return store.transaction(session -> openEntity(session, address, port).map(CaseEntity::toRecord));
    }

    private static Optional<CaseEntity> openEntity(Session session, InetAddress address, int port) {
        return session.createSelectionQuery("from CaseEntity where openKey = :key", CaseEntity.class)
                .setParameter("key", CaseEntity.keyOf(address, port))
                .uniqueResultOptional();
    }

    @Override
    public List<CaseRecord> all() {
        return store.transaction(session -> session
                .createSelectionQuery(
                        "from CaseEntity order by case when openKey is null then 1 else 0 end, number",
                        CaseEntity.class)
                .stream()
                .map(CaseEntity::toRecord)
                .toList());
    }

    @Override
    public List<CaseRecord> allOpen() {
        return store.transaction(session -> session
                .createSelectionQuery("from CaseEntity where openKey is not null order by number", CaseEntity.class)
                .stream()
                .map(CaseEntity::toRecord)
                .toList());
    }

    @Override
    public List<HistoryLine> history(long number) {
        return store.transaction(session -> session
                .createSelectionQuery(
                        "from HistoryEntity where place.caseNumber = :number order by place.sequence",
                        HistoryEntity.class)
                .setParameter("number", number)
                .stream()
                .map(HistoryEntity::toLine)
                .toList());
    }

    @Override
    public List<CaseRecord> touched(Instant from, Instant until) {
        return store.transaction(session -> session
                .createSelectionQuery(
                        "from CaseEntity c where exists (select 1 from HistoryEntity h"
                                + " where h.place.caseNumber = c.number and h.at >= :from and h.at < :until)"
                                + " order by c.number",
                        CaseEntity.class)
                .setParameter("from", from)
                .setParameter("until", until)
                .stream()
                .map(CaseEntity::toRecord)
                .toList());
    }

    private static String name(CaseEvent event) {
        return event.getClass().getSimpleName();
    }

    /** To the microsecond, as the database keeps it: what is compared later must not be rounded up. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
