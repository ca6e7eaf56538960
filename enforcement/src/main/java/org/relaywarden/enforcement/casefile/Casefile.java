// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The cases. Thread-safe. Writing belongs to {@code enforcement.desk}; reports only read. */
public interface Casefile {

    /** Opens a case, or answers the open one of this host: there is one open case for each host and port. */
    CaseRecord open(String login, InetAddress address, int port, CaseEvent.RelayProven proven, String actor);

    /**
     * Records an event, moves the state as {@link CaseEvent} and state demand, in the caller's transaction.
     *
     * @throws IllegalStateException when the event makes no sense in the case's state
     */
    CaseRecord record(long number, CaseEvent event, String actor);

    Optional<CaseRecord> byNumber(long number);

    /** The open case of this host, if any. */
    Optional<CaseRecord> openCaseOf(InetAddress address, int port);

    /** Open cases first, each group by number. */
    List<CaseRecord> all();

    /** The history, oldest first. */
    List<HistoryLine> history(long number);

    /** Lines written in this time, over all cases: what a night did. */
    List<CaseRecord> touched(Instant from, Instant until);
}
