// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.time.InstantSource;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.bsmtp.clock.NamedTask;
import org.relaywarden.bsmtp.clock.Schedule;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.delivery.Deliveries;
import org.relaywarden.bsmtp.delivery.Reason;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.signon.SignOnSettings;
import org.relaywarden.bsmtp.signon.SignOns;
import org.relaywarden.bsmtp.signon.StoredSignOns;
import org.relaywarden.bsmtp.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sign-ons, what they start, and how long they are remembered. Thread-safe. */
final class SignOnWatch {

    /** Forgets old sign-ons, by its name in the clock. */
    static final String PURGE_TASK = "sign-on-purge";

    private static final Logger LOG = LoggerFactory.getLogger(SignOnWatch.class);

    private final SignOns signOns;
    private final InstantSource clock;

    SignOnWatch(
            SignOnSettings settings,
            Store store,
            Customers customers,
            Deliveries deliveries,
            Journal journal,
            InstantSource clock) {
        this.clock = clock;
        signOns = new StoredSignOns(
                store, customers, journal, settings, clock, login -> deliveries.requestRun(login, Reason.SIGN_ON));
    }

    SignOns signOns() {
        return signOns;
    }

    /** Once, before the tasks start. */
    void start(Tasks tasks, Settings settings) {
        Settings.Scan nights = settings.scan();
        tasks.register(new NamedTask(
                PURGE_TASK, new Schedule.Daily(nights.at(), nights.zone()), () -> purge(settings.signOn())));
    }

    private void purge(Settings.SignOn settings) {
        int forgotten = signOns.purge(clock.instant().minus(settings.historyKept()));
        LOG.info("task={} forgotten={} kept={}", PURGE_TASK, forgotten, settings.historyKept());
    }
}
