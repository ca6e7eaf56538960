// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.relaywarden.testbed.TurnableClock;
import org.slf4j.LoggerFactory;

/** The watch over a database that is away, with a clock and a door in the test's hand. */
@Timeout(60)
class OutageTest {

    private static final DatabaseFault REFUSED = DatabaseFault.of(new ConnectException());

    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T02:00:00Z"));
    /** A knock waits until the test answers, and the test until there is a knock. */
    private final SynchronousQueue<Answer> door = new SynchronousQueue<>();
    private final Outage outage = new Outage("jdbc:mariadb://db/x", this::knock, clock);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Outage.class);

    /** What a knock hears, and how late it is. */
    private record Answer(Duration later, Optional<DatabaseFault> fault) {}

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void end() {
        outage.close();
        logger.detachAppender(log);
    }

    private Optional<DatabaseFault> knock() {
        try {
            Answer answer = door.take();
            clock.advance(answer.later());
            return answer.fault();
        } catch (InterruptedException told) {
            throw new AssertionError(told);
        }
    }

    private void hears(int minutesLater, Optional<DatabaseFault> what) throws InterruptedException {
        var answer = new Answer(Duration.ofMinutes(minutesLater), what);
        assertTrue(door.offer(answer, 30, TimeUnit.SECONDS), "nobody knocks");
    }

    private List<String> told() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void isToldAtItsBeginningEveryFiveMinutesAndAtItsEnd() throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        outage.onReturn(() -> {
            throw new IllegalStateException("thrown on purpose: hurts nobody else");
        });
        outage.onReturn(woken::countDown);
        outage.suspect(REFUSED);
        outage.suspect(REFUSED);
        hears(0, Optional.of(REFUSED));
        hears(4, Optional.of(REFUSED));
        StoreException known = outage.known().orElseThrow();
        assertTrue(known.isAway());
        assertTrue(known.getMessage().startsWith(
                "jdbc:mariadb://db/x: the database is away since 2026-03-01T02:00:00Z: connection refused. Start"));
        hears(2, Optional.of(REFUSED));
        hears(0, Optional.of(REFUSED));
        hears(0, Optional.empty());
        assertTrue(woken.await(30, TimeUnit.SECONDS));
        assertEquals(Optional.empty(), outage.known());
        List<String> told = told();
        assertEquals(3, told.size(), told::toString);
        assertTrue(told.get(0).startsWith("store=jdbc:mariadb://db/x away: connection refused. Start MariaDB"));
        assertTrue(told.get(1).startsWith("store=jdbc:mariadb://db/x still away, for 360 s: connection refused."));
        assertTrue(told.get(2).startsWith("store=jdbc:mariadb://db/x back after 360 s"), told.get(2));
    }

    @Test
    void aConnectionThatBreaksOfADatabaseThatAnswersIsNoOutage() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        outage.onReturn(never::countDown);
        outage.suspect(REFUSED);
        hears(0, Optional.empty());
        outage.suspect(REFUSED);
        // The first one may still be at its end, and then the second suspicion is part of it.
        door.offer(new Answer(Duration.ZERO, Optional.empty()), 1, TimeUnit.SECONDS);
        assertEquals(Optional.empty(), outage.known());
        assertEquals(1, never.getCount(), "nobody waited");
    }
}
