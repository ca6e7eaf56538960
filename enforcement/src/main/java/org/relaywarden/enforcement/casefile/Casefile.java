// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;

/** The cases. Thread-safe. Writing belongs to {@code enforcement.desk}; reports only read. */
public interface Casefile {

    /** The cases in this store. */
    static Casefile in(Store store, InstantSource clock, Journal journal) {
        return new StoredCasefile(store, clock, new CaseJournal(store, journal));
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    static List<Class<?>> entities() {
        return List.of(CaseEntity.class, HistoryEntity.class, TrustEntity.class);
    }

    /**
     * Opens a case; where one of this host and port is open it gets the proof as evidence instead, for there is one
     * open case for each host and port. Joins the caller's transaction.
     */
    CaseRecord open(String login, InetAddress address, int port, CaseEvent.RelayProven proven, String actor);

    /**
     * Opens a case of a host that trusts a relay; where one of this host and port is open, that is told of it. Joins
     * the caller's transaction.
     *
     * @return empty when it was told of this relay's case before
     */
    Optional<CaseRecord> openTrusting(
            String login, InetAddress address, int port, CaseEvent.TrustsRelay trusts, String actor);

    /** The cases of the relays that the host of this case trusts, by number. */
    List<CaseRecord> trustedBy(long number);

    /**
     * Records an event and moves the state as event and state demand, in the caller's transaction.
     *
     * @param actor {@code scanner}, {@code desk}, {@code driver}, {@code customer}, or an operator's name
     *
     * @throws IllegalStateException when the event makes no sense in the case's state
     */
    CaseRecord record(long number, CaseEvent event, String actor);

    Optional<CaseRecord> byNumber(long number);

    /** The open case of this host, if any. */
    Optional<CaseRecord> openCaseOf(InetAddress address, int port);

    /** Open cases first, each group by number. Years of them: for lists and reports. */
    List<CaseRecord> all();

    /** The open cases, by number: what the desk may have to do with. */
    List<CaseRecord> allOpen();

    /** The history, oldest first. */
    List<HistoryLine> history(long number);

    /** The cases that got a line in this time, from the first instant to before the second: what a night did. */
    List<CaseRecord> touched(Instant from, Instant until);
}
