// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.clock.Tasks;

/** Pushes waiting mail to the customers' hosts, one run for each account at a time. Thread-safe. */
public interface Deliveries extends AutoCloseable {

    /** The named task that starts what is due (B4). */
    String RETRY_TASK = "delivery-retry";

    /** Nothing runs before it is asked for, or {@link #start} is called. */
    static Deliveries of(DeliveryParts parts, DeliverySettings settings) throws IOException {
        return new PushDeliveries(parts, settings);
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    static List<Class<?>> entities() {
        return List.of(RetryEntity.class);
    }

    /** From now on new mail and the clock start runs, and so does what waits already. Once, before the tasks start. */
    void start(Tasks tasks);

    /**
     * Asks for a run and returns at once. Requests before the run begins fall together; a request while one is under
     * way makes it look again, or another one follow, so none is lost. After {@link #close()} it does nothing.
     */
    void requestRun(String login, Reason reason);

    /**
     * Runs now, for an operator, whatever the clock says, and returns when a run that began after the call has ended.
     *
     * @param told each message as soon as it is known what became of it, on the thread of the run
     */
    RunReport flush(String login, Consumer<MessageReport> told) throws InterruptedException;

    /** Whether the account's host offered SMTPUTF8 when it last greeted us (decision 10). */
    boolean hostOffersSmtpUtf8(String login);

    /** What waits, by login; accounts with nothing waiting are left out. */
    List<QueueState> queues() throws IOException;

    /** Begins no further message, and waits up to ten seconds for those under way; what was not handed over stays. */
    @Override
    void close();
}
