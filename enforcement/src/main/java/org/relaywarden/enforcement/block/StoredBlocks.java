// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.store.Store;

/** The blocks in the database, and the driver that carries them out. */
final class StoredBlocks implements Blocks {

    private static final int FAULT_CHARACTERS_MAX = 1_000;

    private final Store store;
    private final InstantSource clock;
    private final BlockDriver driver;
    private final Consumer<BlockRecord> listener;

    StoredBlocks(Store store, InstantSource clock, BlockDriver driver, Consumer<BlockRecord> listener) {
        this.store = store;
        this.clock = clock;
        this.driver = driver;
        this.listener = listener;
    }

    @Override
    public void ask(long caseNumber, String login, InetAddress address, int port, Measure measure) {
        store.inTransaction(session -> {
            Optional<BlockEntity> already = entitiesOf(session, caseNumber).stream()
                    .filter(block -> block.measure == measure)
                    .findFirst();
            if (already.isPresent()) {
                already.get().desiredOn = true;
                return;
            }
            BlockEntity asked = new BlockEntity();
            asked.caseNumber = caseNumber;
            asked.login = login;
            asked.address = address.getHostAddress();
            asked.port = port;
            asked.measure = measure;
            asked.desiredOn = true;
            asked.actual = BlockRecord.Actual.OFF;
            asked.dryRun = driver.isDryRun();
            asked.askedAt = now();
            asked.changedAt = asked.askedAt;
            session.persist(asked);
        });
    }

    @Override
    public void release(long caseNumber) {
        store.inTransaction(session -> entitiesOf(session, caseNumber).forEach(block -> block.desiredOn = false));
    }

    @Override
    public List<BlockRecord> reconcile() {
        List<BlockRecord> unsettled = select("where actual <> case when desiredOn then 'ON' else 'OFF' end");
        // Outside a transaction: a device may be slow, and asking it twice is safe by contract.
        return unsettled.stream()
                .map(block -> settle(block, driver.apply(block)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Records what the driver said; empty when the block is gone from the table or wants something else by now. */
    private Optional<BlockRecord> settle(BlockRecord asked, BlockDriver.Outcome outcome) {
        return store.transaction(session -> {
            BlockEntity block = session.find(BlockEntity.class, asked.id());
            if (block == null || block.desiredOn != asked.desiredOn()) {
                return Optional.empty();
            }
            String faultBefore = block.lastFault;
            BlockRecord.Actual actualBefore = block.actual;
            switch (outcome) {
                case BlockDriver.Outcome.Confirmed _ -> {
                    block.actual = block.desiredOn ? BlockRecord.Actual.ON : BlockRecord.Actual.OFF;
                    block.lastFault = null;
                    block.dryRun = driver.isDryRun();
                }
                case BlockDriver.Outcome.Refused refused -> block.lastFault = capped(refused.why());
                case BlockDriver.Outcome.Unknown unknown -> {
                    block.actual = BlockRecord.Actual.UNKNOWN;
                    block.lastFault = capped(unknown.why());
                }
            }
            boolean news = block.actual != actualBefore || !Objects.equals(block.lastFault, faultBefore);
            if (news) {
                block.changedAt = now();
                session.flush();
                listener.accept(block.toRecord());
            }
            return Optional.of(block.toRecord());
        });
    }

    @Override
    public List<BlockRecord> ofCase(long caseNumber) {
        return store.transaction(session ->
                entitiesOf(session, caseNumber).stream().map(BlockEntity::toRecord).toList());
    }

    @Override
    public boolean isBlocked(InetAddress address) {
        return standing().stream()
                .anyMatch(block ->
                        // Unknown may well be on, and from inside a host can be seen either way.
                        block.address().equals(address) && !block.dryRun() && block.actual() != BlockRecord.Actual.OFF);
    }

    @Override
    public List<BlockRecord> standing() {
        return select("where desiredOn or actual <> 'OFF'");
    }

    @Override
    public int casesAskedSince(Instant since) {
        return store.transaction(session -> session
                .createSelectionQuery(
                        "select count(distinct caseNumber) from BlockEntity where askedAt >= :since", Long.class)
                .setParameter("since", since)
                .getSingleResult()
                .intValue());
    }

    private List<BlockRecord> select(String where) {
        return store.transaction(session -> session
                .createSelectionQuery("from BlockEntity " + where + " order by caseNumber, id", BlockEntity.class)
                .stream()
                .map(BlockEntity::toRecord)
                .toList());
    }

    private static List<BlockEntity> entitiesOf(Session session, long caseNumber) {
        return session.createSelectionQuery(
                        "from BlockEntity where caseNumber = :number order by id", BlockEntity.class)
                .setParameter("number", caseNumber)
                .list();
    }

    private static String capped(String fault) {
        return Visible.of(fault, FAULT_CHARACTERS_MAX);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
