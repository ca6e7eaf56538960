// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.block.Measure;

/** What a notice has to tell, by kind. Immutable. */
public sealed interface NoticeContent {

    /** The kind; it names the template. */
    NoticeKind kind();

    /**
     * A relay was proven (E1, E3, E4, E5, E8, E9).
     *
     * @param measures what is done; may be none (E10)
     * @param dryRun whether the measures are only recorded: then nothing is blocked, and the mail says so
     * @param seen the tests that came back
     * @param banner the host's greeting, to name its product by
     */
    record Warning(
            Line line,
            List<Measure> measures,
            boolean dryRun,
            Optional<Instant> deadlineAt,
            Instant seenAt,
            List<SeenTest> seen,
            String banner)
            implements NoticeContent {
        public Warning {
            measures = List.copyOf(measures);
            seen = List.copyOf(seen);
        }

        @Override
        public NoticeKind kind() {
            return NoticeKind.WARNING;
        }
    }

    /**
     * The host passed, and the blocks are gone (E7, E8).
     *
     * @param blocked whether there was a block that really was on
     * @param wasRelay whether the host was a relay itself, and did not only trust one
     */
    record Lifted(boolean blocked, boolean wasRelay, Instant testedAt) implements NoticeContent {
        @Override
        public NoticeKind kind() {
            return NoticeKind.LIFTED;
        }
    }

    /**
     * The retest failed (E7).
     *
     * @param cameBack the tests whose mail came back
     * @param taken the tests that were accepted, without those that came back
     */
    record StillOpen(Instant testedAt, List<SeenTest> cameBack, List<SeenTest> taken, String banner)
            implements NoticeContent {
        public StillOpen {
            cameBack = List.copyOf(cameBack);
            taken = List.copyOf(taken);
        }

        @Override
        public NoticeKind kind() {
            return NoticeKind.STILL_OPEN;
        }
    }

    /**
     * The retest said nothing.
     *
     * @param obstacle why
     */
    record NotTestable(Instant testedAt, Obstacle obstacle) implements NoticeContent {

        /** What stood in the way. */
        public enum Obstacle {
            /** Nothing answered. */
            NO_ANSWER,
            /** It refused or fooled the tester. */
            TESTER_REFUSED,
            /** It put us off or broke off. */
            NOT_FINISHED,
            /** None of the customer's hosts may be tested. */
            NOT_OURS_TO_TEST
        }

        @Override
        public NoticeKind kind() {
            return NoticeKind.NOT_TESTABLE;
        }
    }

    /** A night's test found the host closed, and nobody has replied (decision 15, E8). */
    record SeenClosed(Instant testedAt) implements NoticeContent {
        @Override
        public NoticeKind kind() {
            return NoticeKind.SEEN_CLOSED;
        }
    }

    /**
     * The host passed on a test mail that it got from another customer's open relay.
     *
     * @param relay that one's address: without it nobody finds the setting that trusts it
     */
    record TrustsRelay(InetAddress relay, Instant seenAt) implements NoticeContent {
        @Override
        public NoticeKind kind() {
            return NoticeKind.TRUSTS_RELAY;
        }
    }
}
