// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;

/** The blocks. Thread-safe; one conversation with the device at a time. */
public interface Blocks {

    /** Hears what becomes of blocks, inside the transaction that records it: history and block are written together. */
    interface Listener {

        /** A block changed, or failed in a new way. */
        void changed(BlockRecord before, BlockRecord now);

        /** The device was not as we left it, and is now; {@code what} begins no sentence and ends none. */
        void repaired(long caseNumber, String what);
    }

    /**
     * What a full put-right came to. Immutable.
     *
     * @param failing the blocks that are not as wanted all the same
     * @param fault what keeps the device from being wholly as wanted; empty when it is
     */
    record PutRight(List<BlockDriver.Repair> repairs, List<BlockRecord> failing, Optional<String> fault) {
        public PutRight {
            repairs = List.copyOf(repairs);
            failing = List.copyOf(failing);
        }

        /** Whether the device is as our books want it now. */
        public boolean isAsWanted() {
            return failing.isEmpty() && fault.isEmpty();
        }
    }

    /** The blocks in this store. */
    static Blocks in(Store store, InstantSource clock, Journal journal, BlockDriver driver, Listener listener) {
        return new StoredBlocks(store, clock, driver, listener, new BlockJournal(store, journal));
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    static List<Class<?>> entities() {
        return List.of(BlockEntity.class);
    }

    /** Asks for a measure to be on; asking twice is asking once. Takes effect with {@link #reconcile()}. */
    void ask(long caseNumber, String login, InetAddress address, int port, Measure measure);

    /**
     * Has the measures of a case that close mail ports close these too, now and when they are asked for again. Takes
     * effect with {@link #reconcile()}.
     */
    void widen(long caseNumber, Collection<Integer> openPorts);

    /** Asks for all measures of a case to go. */
    void release(long caseNumber);

    /**
     * Makes actual follow desired, by the driver, in one batch; safe to repeat. A block that failed is tried again
     * after a while that grows. Answers the blocks that changed or failed.
     */
    List<BlockRecord> reconcile();

    /** Holds the whole device against the books and puts it right, now; safe to repeat. */
    PutRight putRight();

    List<BlockRecord> ofCase(long caseNumber);

    /**
     * Whether any block of this customer or host is really on: then a retest runs from inside (S6). A dry run blocks
     * nothing, so it does not count.
     */
    boolean isBlocked(String login, InetAddress address);

    /** All that are on or ought to be, by case. */
    List<BlockRecord> standing();

    /** How many cases got their first measure since then: what the brake on blocks per hour counts. */
    int casesAskedSince(Instant since);
}
