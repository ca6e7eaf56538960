// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.spool.MailConsumer;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.block.BlockDriver;
import org.relaywarden.enforcement.block.Blocks;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.enforcement.reply.Replies;
import org.relaywarden.enforcement.retest.Retests;
import org.relaywarden.enforcement.warning.Notices;
import org.relaywarden.scanner.sweep.Sweep;

/** The case desk: does all that follows from findings and replies. Thread-safe; one process turns it. */
public interface Desk {

    /** The name of the desk's task. */
    String TASK = "case-desk";

    /** The name of the task that holds the whole device against the books; hourly, and to be woken at a start. */
    String PUT_RIGHT_TASK = "blocks-put-right";

    /**
     * What the desk works with.
     *
     * @param tokenKey seals the addresses that notices are answered to; kept with the data, for with another one no
     *     reply is known any more
     * @param random for Message-IDs
     * @param retestThreads runs each retest, which takes minutes: a virtual thread each
     */
    record Collaborators(
            Store store,
            InstantSource clock,
            Journal journal,
            Customers customers,
            Spool spool,
            Sweep sweep,
            BlockDriver driver,
            SecretKey tokenKey,
            RandomGenerator random,
            Executor retestThreads) {}

    /** A desk; nothing runs before {@link #start} or {@link #turn}. */
    static Desk of(EnforcementSettings settings, Collaborators collaborators) {
        return new CaseDesk(settings, collaborators);
    }

    /** The entity classes of the whole module, for {@code new StoreModule("enforcement", ...)}. */
    static List<Class<?>> entities() {
        return Stream.of(
                        Casefile.entities(),
                        Blocks.entities(),
                        Notices.entities(),
                        Replies.entities(),
                        Retests.entities(),
                        List.<Class<?>>of(CursorEntity.class))
                .<Class<?>>flatMap(List::stream)
                .toList();
    }

    /**
     * Registers the desk's tasks, its consumer of replies, and its ear for findings; before {@link Tasks#start()}. From
     * then on a finding, a reply and the clock wake it.
     */
    void start(Tasks tasks);

    /**
     * Does all that is due and returns; safe to repeat, whatever broke off before. A step that fails does not keep the
     * others from being done; the first failure is thrown at the end.
     */
    void turn();

    /** Holds the whole device against the books and puts it right, now; waits for a turn under way first. */
    Blocks.PutRight putRight();

    /** The cases. */
    Casefile cases();

    /** The blocks. */
    Blocks blocks();

    /** The notices. */
    Notices notices();

    /** The consumer of the replies' mailbox, for who does not {@link #start}. */
    MailConsumer replies();
}
