// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.hibernate.Session;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.block.BlockDriver.Outcome;

/** The blocks in the database, and the driver that carries them out. */
final class StoredBlocks implements Blocks {

    private static final int FAULT_CHARACTERS_MAX = 1_000;

    /** Blocks that are written in one transaction: few enough to be quick, many enough for a device that lost all. */
    private static final int BATCH = 100;

    private final ReentrantLock talking = new ReentrantLock();
    private final Store store;
    private final InstantSource clock;
    private final BlockDriver driver;
    private final Listener listener;
    private final BlockJournal journal;
    private final Retries retries;

    StoredBlocks(Store store, InstantSource clock, BlockDriver driver, Listener listener, BlockJournal journal) {
        this.store = store;
        this.clock = clock;
        this.driver = driver;
        this.listener = listener;
        this.journal = journal;
        this.retries = new Retries(clock);
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
            asked.openPorts = "";
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
    public void widen(long caseNumber, Collection<Integer> openPorts) {
        store.inTransaction(session -> entitiesOf(session, caseNumber).stream()
                .filter(block -> block.measure.closesMailPorts() && !block.ports().containsAll(openPorts))
                .forEach(block -> widen(block, openPorts)));
    }

    private static void widen(BlockEntity block, Collection<Integer> openPorts) {
        var ports = new TreeSet<>(block.ports());
        ports.addAll(openPorts);
        block.openPorts = String.join(" ", ports.stream().map(Object::toString).toList());
        if (block.desiredOn && block.actual == BlockRecord.Actual.ON) {
            // It is on for the other ports; of the new ones nobody knows until the driver has looked.
            block.actual = BlockRecord.Actual.UNKNOWN;
        }
    }

    @Override
    public void release(long caseNumber) {
        store.inTransaction(session -> entitiesOf(session, caseNumber).forEach(block -> block.desiredOn = false));
    }

    @Override
    public List<BlockRecord> reconcile() {
        talking.lock();
        try {
            List<BlockRecord> unsettled = select(unsettled());
            if (unsettled.stream().noneMatch(retries::isDue)) {
                return List.of();
            }
            List<BlockRecord> possible = unsettled.stream().filter(this::isPossible).toList();
            BlockDriver.Result result = possible.isEmpty()
                    ? BlockDriver.Result.of(possible, new Outcome.Confirmed())
                    // Outside a transaction: a device may be slow, and asking it twice is safe by contract.
                    : driver.apply(possible, select("where desiredOn").stream().filter(this::isPossible).toList());
            return record(unsettled, result);
        } finally {
            talking.unlock();
        }
    }

    @Override
    public PutRight putRight() {
        talking.lock();
        try {
            List<BlockRecord> standing = standing();
            BlockDriver.Result result =
                    driver.putRight(standing.stream().filter(this::isPossible).toList());
            record(standing, result);
            List<BlockRecord> failing = select(unsettled()).stream()
                    .filter(block -> isPossible(block) || !block.isSettled())
                    .toList();
            return new PutRight(result.repairs(), failing, result.fault());
        } finally {
            talking.unlock();
        }
    }

    private boolean isPossible(BlockRecord block) {
        return driver.carriesOut(block.measure());
    }

    /** What a dry run recorded is not yet real for a driver that is. */
    private String unsettled() {
        return "where actual <> case when desiredOn then 'ON' else 'OFF' end"
                + (driver.isDryRun() ? "" : " or (desiredOn and dryRun)");
    }

    private List<BlockRecord> record(List<BlockRecord> asked, BlockDriver.Result result) {
        result.fault().ifPresent(fault -> journal.failed(driver.name(), fault));
        for (int from = 0; from < result.repairs().size(); from += BATCH) {
            var some = result.repairs().subList(from, Math.min(from + BATCH, result.repairs().size()));
            store.inTransaction(session -> some.forEach(this::tell));
        }
        List<BlockRecord> changed = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += BATCH) {
            var some = asked.subList(from, Math.min(from + BATCH, asked.size()));
            changed.addAll(store.transaction(session -> some.stream()
                    .map(block -> settle(session, block, outcomeOf(block, result)))
                    .flatMap(Optional::stream)
                    .toList()));
        }
        return changed;
    }

    private void tell(BlockDriver.Repair repair) {
        repair.caseNumber().ifPresent(caseNumber -> listener.repaired(caseNumber, repair.what()));
        journal.repaired(driver.name(), repair);
    }

    private Outcome outcomeOf(BlockRecord block, BlockDriver.Result result) {
        if (isPossible(block)) {
            Outcome said = result.outcomes().get(block.id());
            return said == null ? new Outcome.Unknown("the driver " + driver.name() + " said nothing of it") : said;
        }
        // What was only ever recorded may stay so, and may go: the network never held it.
        return block.dryRun() && (!block.desiredOn() || block.isSettled())
                ? new Outcome.Confirmed()
                : new Outcome.Refused("the driver " + driver.name() + " has no means for this measure");
    }

    /** Records what the driver said; empty when all is as it was and as wanted, or the block wants something else. */
    private Optional<BlockRecord> settle(Session session, BlockRecord asked, Outcome outcome) {
        if (outcome instanceof Outcome.Confirmed) {
            retries.done(asked);
            boolean wasReal = asked.desiredOn() && driver.isDryRun() && !asked.dryRun();
            if (isAtRest(asked) && asked.lastFault().isEmpty() && !wasReal) {
                return Optional.empty();
            }
        } else {
            retries.failed(asked);
        }
        BlockEntity block = session.find(BlockEntity.class, asked.id());
        if (block == null
                || block.desiredOn != asked.desiredOn()
                || !block.ports().equals(asked.openPorts())) {
            return Optional.empty();
        }
        BlockRecord before = block.toRecord();
        take(block, outcome);
        // A device that can't be looked at for a while is one fact, not one for each block that stood before.
        boolean quiet = isAtRest(before) && isAtRest(block.toRecord()) && before.dryRun() == block.dryRun;
        if (!quiet && !before.equals(block.toRecord())) {
            block.changedAt = now();
            session.flush();
            listener.changed(before, block.toRecord());
        }
        return Optional.of(block.toRecord());
    }

    private boolean isAtRest(BlockRecord block) {
        boolean awaitsReality = block.desiredOn() && block.dryRun() && !driver.isDryRun() && isPossible(block);
        return block.isSettled() && !awaitsReality;
    }

    private void take(BlockEntity block, Outcome outcome) {
        switch (outcome) {
            case Outcome.Confirmed _ -> {
                see(block, block.desiredOn ? BlockRecord.Actual.ON : BlockRecord.Actual.OFF);
                block.lastFault = null;
            }
            case Outcome.Refused refused -> {
                refused.seen().ifPresent(seen -> see(block, seen));
                block.lastFault = capped(refused.why());
            }
            case Outcome.Unknown unknown -> {
                see(block, BlockRecord.Actual.UNKNOWN);
                block.lastFault = capped(unknown.why());
            }
        }
    }

    /** What was only recorded and goes off was never on. */
    private void see(BlockEntity block, BlockRecord.Actual actual) {
        block.actual = actual;
        if (block.desiredOn && driver.carriesOut(block.measure)) {
            block.dryRun = driver.isDryRun();
        }
    }

    @Override
    public List<BlockRecord> ofCase(long caseNumber) {
        return store.transaction(session ->
                entitiesOf(session, caseNumber).stream().map(BlockEntity::toRecord).toList());
    }

    @Override
    public boolean isBlocked(String login, InetAddress address) {
        return store.transaction(session -> session
                .createSelectionQuery(
                        // Unknown may well be on, and from inside a host can be seen either way.
                        "from BlockEntity where actual <> 'OFF' and not dryRun"
                                + " and (login = :login or address = :address)",
                        BlockEntity.class)
                .setParameter("login", login)
                .setParameter("address", address.getHostAddress())
                .stream()
                .anyMatch(block -> block.measure.closesMailPorts()));
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
