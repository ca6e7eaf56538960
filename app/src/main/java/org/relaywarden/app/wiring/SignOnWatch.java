// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.bsmtp.clock.NamedTask;
import org.relaywarden.bsmtp.clock.Schedule;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.delivery.Deliveries;
import org.relaywarden.bsmtp.delivery.Reason;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.radius.Disconnects;
import org.relaywarden.bsmtp.radius.RadiusServer;
import org.relaywarden.bsmtp.radius.RadiusSettings;
import org.relaywarden.bsmtp.signon.SignOns;
import org.relaywarden.bsmtp.signon.StoredSignOns;
import org.relaywarden.bsmtp.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sign-ons: how they are heard of, what they start, and how long they are remembered. Thread-safe. */
public final class SignOnWatch {

    /** Forgets old sign-ons, by its name in the clock. */
    static final String PURGE_TASK = "sign-on-purge";

    private static final Logger LOG = LoggerFactory.getLogger(SignOnWatch.class);

    private final Translation translation;
    private final SignOns signOns;
    private final Journal journal;
    private final InstantSource clock;
    private volatile int port;

    SignOnWatch(
            Translation translation,
            Store store,
            Customers customers,
            Deliveries deliveries,
            Journal journal,
            InstantSource clock) {
        this.translation = translation;
        this.journal = journal;
        this.clock = clock;
        signOns = new StoredSignOns(
                store,
                customers,
                journal,
                translation.signOn(),
                clock,
                login -> deliveries.requestRun(login, Reason.SIGN_ON));
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

    /** Hears access servers, where the settings say so. */
    void listen(Started started) throws IOException {
        Optional<RadiusSettings> settings = translation.radius();
        if (settings.isPresent()) {
            RadiusServer server = started.with("radius", RadiusServer.start(settings.get(), signOns, journal, clock));
            port = server.port();
            LOG.info("access servers are heard on UDP port {}", port);
        }
    }

    /** The UDP port where access servers are heard; 0 where they are not. */
    public int port() {
        return port;
    }

    /**
     * Asks access servers to end sessions (B16).
     *
     * @throws IOException when a secret can't be read
     */
    public Disconnects disconnects() throws IOException {
        return new Disconnects(translation.disconnects(), journal, clock);
    }

    private void purge(Settings.SignOn settings) {
        int forgotten = signOns.purge(clock.instant().minus(settings.historyKept()));
        LOG.info("task={} forgotten={} kept={}", PURGE_TASK, forgotten, settings.historyKept());
    }
}
