// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.refused.RefusedRecipients;
import org.relaywarden.bsmtp.retry.RetryBook;
import org.relaywarden.bsmtp.run.DeliveryParts;
import org.relaywarden.bsmtp.run.DeliverySettings;
import org.relaywarden.bsmtp.run.MessageReport;
import org.relaywarden.bsmtp.run.RunReport;

/** Pushes waiting mail to the customers' hosts, one run for each account at a time. Thread-safe. */
public interface Deliveries extends AutoCloseable {

    /** The named task that starts what is due (B4). */
    String RETRY_TASK = "delivery-retry";

    /** The named task that goes through all queues, each within four hours (B7). */
    String SWEEP_TASK = "delivery-sweep";

    /** Nothing runs before it is asked for, or {@link #start} is called. */
    static Deliveries of(DeliveryParts parts, DeliverySettings settings) throws IOException {
        return new PushDeliveries(parts, settings);
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    static List<Class<?>> entities() {
        return Stream.concat(RetryBook.entities().stream(), RefusedRecipients.entities().stream())
                .<Class<?>>map(entity -> entity)
                .toList();
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

    /** What waits for one account, and why; nothing may wait. */
    QueueState queue(String login) throws IOException;

    /** Each message that waits for one account, oldest first. */
    List<WaitingMail> waiting(String login) throws IOException;

    /**
     * Keeps an account's mail back till it is released, whoever asks for a run; mail goes on being taken. The run under
     * way, if there is one, ends as it would.
     *
     * @param by who holds it, 1 to 64 characters
     * @param reason 1 to 200 characters
     */
    void hold(String login, String by, String reason);

    /** Lets an account's mail go, and asks for a run; false when nobody held it. */
    boolean release(String login, String by);

    /**
     * Ends the waiting of messages, by an operator's word: their senders are told by a bounce that is on the disk
     * before the message goes. Waits for the end of the run under way.
     *
     * @param ids base names, as {@link #waiting} has them
     * @param by who ends it, 1 to 64 characters
     * @param reason 1 to 200 characters; it stands in the journal with the end of each
     * @return one for each id, in their order
     * @throws IOException when the mailbox can't be read: nothing was done
     */
    List<GivenUp> giveUp(String login, List<String> ids, String by, String reason)
            throws IOException, InterruptedException;

    /** Forgets which addresses the account's host does not have (decision 10); answers how many there were. */
    int forgetRefused(String login, String by);

    /** Begins no further message, and waits up to ten seconds for those under way; what was not handed over stays. */
    @Override
    void close();
}
