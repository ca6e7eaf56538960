// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.store.Store;

/** The blocks. Thread-safe. */
public interface Blocks {

    /**
     * The blocks in this store.
     *
     * @param listener hears of each block that changed, or failed in a new way, inside the transaction that records it:
     *     so history and block are written together
     */
    static Blocks in(Store store, InstantSource clock, BlockDriver driver, Consumer<BlockRecord> listener) {
        return new StoredBlocks(store, clock, driver, listener);
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    static List<Class<?>> entities() {
        return List.of(BlockEntity.class);
    }

    /** Asks for a measure to be on; asking twice is asking once. Takes effect with {@link #reconcile()}. */
    void ask(long caseNumber, String login, InetAddress address, int port, Measure measure);

    /** Asks for all measures of a case to go. */
    void release(long caseNumber);

    /** Makes actual follow desired, by the driver; safe to repeat. Answers the blocks that changed or failed. */
    List<BlockRecord> reconcile();

    List<BlockRecord> ofCase(long caseNumber);

    /**
     * Whether any block of this host is really on: then a retest runs from inside (S6). A dry run blocks nothing, so it
     * does not count.
     */
    boolean isBlocked(InetAddress address);

    /** All that are on or ought to be, by case. */
    List<BlockRecord> standing();

    /** How many cases got their first measure since then: what the brake on blocks per hour counts. */
    int casesAskedSince(Instant since);
}
