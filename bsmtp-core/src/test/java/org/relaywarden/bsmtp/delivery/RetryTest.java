// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.ANNA;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Taken;
import org.relaywarden.bsmtp.run.RunReport;

/** When a run begins, and that no wake-up is lost (B3, B4, decision 8). */
@Timeout(180)
final class RetryTest {

    private static final String BOB = "bob@anna.example";
    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);

    @TempDir
    private Path folder;

    private DeliveryStage stage;
    private ScriptedHost host;

    @BeforeEach
    void open() throws Exception {
        host = new ScriptedHost();
        stage = new DeliveryStage(folder).anna(host);
    }

    @AfterEach
    void close() throws Exception {
        host.close();
        stage.close();
    }

    private List<String> texts() {
        return host.taken().stream().map(Taken::text).toList();
    }

    @Test
    void newMailGoesStraightOn() throws Exception {
        stage.started();

        stage.mail(ANNA, "1\r\n", BOB);
        stage.settle();

        assertEquals(List.of("1\r\n"), texts(), "B3");
        assertEquals(0, stage.waiting());
    }

    @Test
    void afterAFailedDialEverybodyButAnOperatorWaitsForTheClock() throws Exception {
        stage.started();
        host.doing((moment, line, connection) -> moment == Moment.BANNER ? "421 4.3.2 starting up" : null);
        stage.mail(ANNA, "1\r\n", BOB);
        stage.settle();
        assertEquals(1, host.peers().size());
        assertEquals(Optional.of(DeliveryStage.START.plus(TWENTY_MINUTES)), roundedDown(stage.state().nextTry()));
        assertEquals("banner: 421 4.3.2 starting up", stage.state().lastResult());
        host.sound();

        stage.mail(ANNA, "2\r\n", BOB);
        stage.settle();
        stage.clock.advance(TWENTY_MINUTES.minusSeconds(2));
        stage.turn();
        assertEquals(1, host.peers().size(), "decision 8: new mail waits too");

        stage.clock.advance(Duration.ofSeconds(2));
        stage.turn();
        assertEquals(List.of("1\r\n", "2\r\n"), texts(), "B4");

        stage.mail(ANNA, "3\r\n", BOB);
        stage.settle();
        assertEquals(List.of("1\r\n", "2\r\n", "3\r\n"), texts(), "the host is back: at once again");
        assertTrue(stage.deliveries.queues().isEmpty());
    }

    /** B13: without a time limit. */
    @Test
    void afterFourHundredDaysItIsStillThere() throws Exception {
        stage.started();
        host.doing((moment, line, connection) -> moment == Moment.BANNER ? "421 4.3.2 starting up" : null);
        stage.mail(ANNA, "1\r\n", BOB);
        stage.settle();
        for (int day = 0; day < 400; day += 8) {
            stage.clock.advance(Duration.ofDays(8));
            stage.turn();
        }
        assertEquals(51, host.peers().size(), "tried all along");
        assertEquals(1, stage.waiting());
        host.sound();

        stage.clock.advance(TWENTY_MINUTES);
        stage.turn();
        assertEquals(List.of("1\r\n"), texts());
    }

    private static Optional<Instant> roundedDown(Optional<Instant> instant) {
        return instant.map(exact -> exact.truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void anOperatorIgnoresTheClock() throws Exception {
        host.doing((moment, line, connection) -> connection == 1 ? ScriptedHost.DROP : null);
        stage.mail(ANNA, "1\r\n", BOB);
        RunReport first = stage.flush();
        assertEquals(1, first.waiting());

        assertEquals(0, stage.flush().waiting());
    }

    @Test
    void theTryIsWrittenDownBeforeTheDial() throws Exception {
        AtomicReference<QueueState> seen = new AtomicReference<>();
        host.doing((moment, line, connection) -> {
            if (moment == Moment.BANNER) {
                seen.set(stateNow());
            }
            return null;
        });
        stage.mail(ANNA, "1\r\n", BOB);

        stage.flush();

        assertTrue(seen.get().lastResult().contains("begun"), "a program that dies over and over does not hammer");
        assertEquals("a run is under way", seen.get().why());
    }

    private QueueState stateNow() {
        try {
            return stage.state();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void whatWaitedBeforeTheStartIsFound() throws Exception {
        stage.mail(ANNA, "1\r\n", BOB);
        stage.restart();
        CountDownLatch dialled = new CountDownLatch(1);
        host.doing((moment, line, connection) -> {
            dialled.countDown();
            return null;
        });

        stage.started();

        dialled.await();
        stage.settle();
        assertEquals(List.of("1\r\n"), texts());
    }

    @Test
    void aRestartDoesNotShortenTheWait() throws Exception {
        host.doing((moment, line, connection) -> moment == Moment.BANNER ? ScriptedHost.DROP : null);
        stage.mail(ANNA, "1\r\n", BOB);
        stage.flush();
        stage.restart();

        stage.deliveries.requestRun(ANNA, Reason.RETRY);
        stage.settle();

        assertEquals(1, host.peers().size());
    }

    @Test
    void newMailJoinsTheBatchThatRuns() throws Exception {
        stage.started();
        AtomicInteger more = new AtomicInteger();
        host.doing((moment, line, connection) -> {
            if (moment == Moment.DOT && more.incrementAndGet() <= 3) {
                mail("more " + more.get() + "\r\n");
            }
            return null;
        });

        stage.mail(ANNA, "first\r\n", BOB);
        stage.settle();

        assertEquals(List.of("first\r\n", "more 1\r\n", "more 2\r\n", "more 3\r\n"), texts());
        assertEquals(1, host.peers().size(), "over the same connection");
    }

    @Test
    void aWakeUpInARunIsNotLost() throws Exception {
        stage.started();
        // At QUIT the run has looked for the last time, and is not over yet.
        host.doing((moment, line, connection) -> {
            if (moment == Moment.QUIT && connection == 1) {
                mail("second\r\n");
            }
            return null;
        });

        stage.mail(ANNA, "first\r\n", BOB);
        stage.settle();

        assertEquals(List.of("first\r\n", "second\r\n"), texts());
        assertEquals(2, host.peers().size());
        assertEquals(0, stage.waiting());
    }

    private void mail(String body) {
        try {
            stage.mail(ANNA, body, BOB);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void oneRunForAnAccountAndNoMoreAtOnceThanAllowed() throws Exception {
        stage.close();
        stage = new DeliveryStage(folder, DeliveryStage.each(Duration.ofSeconds(20)), 3);
        Set<Integer> open = ConcurrentHashMap.newKeySet();
        AtomicInteger most = new AtomicInteger();
        host.doing((moment, line, connection) -> {
            if (moment == Moment.MAIL) { // a dial takes no place
                open.add(connection);
            }
            most.accumulateAndGet(open.size(), Math::max);
            if (moment == Moment.QUIT) {
                open.remove(connection);
            }
            return null;
        });
        for (int i = 0; i < 12; i++) {
            String login = "customer" + i;
            stage.customer(login, host.address());
            stage.mail(login, "1\r\n", "bob@" + login + ".example");
            for (Reason reason : List.of(Reason.NEW_MAIL, Reason.RETRY, Reason.NEW_MAIL)) {
                stage.deliveries.requestRun(login, reason);
            }
        }
        stage.settle();

        assertEquals(12, host.taken().size(), "each once");
        assertTrue(most.get() <= 3, () -> most + " at once");
    }

    @Test
    void closeEndsAConversationInWhichNothingIsUnderWay() throws Exception {
        CountDownLatch dialled = new CountDownLatch(1);
        host.doing((moment, line, connection) -> {
            dialled.countDown();
            return ScriptedHost.STALL;
        });
        closeWhile(dialled);
        assertTrue(stage.journal.of("uncertain").isEmpty());
    }

    @Test
    void closeCutsOffAMessageThatTakesTooLongAndKeepsIt() throws Exception {
        CountDownLatch atDot = new CountDownLatch(1);
        host.doing((moment, line, connection) -> {
            if (moment != Moment.DOT) {
                return null;
            }
            atDot.countDown();
            return ScriptedHost.STALL;
        });
        closeWhile(atDot);
        assertEquals(1, stage.journal.of("uncertain").size());
    }

    /** With a patience that outlasts the test: it is the close that ends the wait. */
    private void closeWhile(CountDownLatch reached) throws Exception {
        stage.close();
        stage = new DeliveryStage(folder, DeliveryStage.each(Duration.ofMinutes(10)), 10).anna(host);
        stage.started();
        stage.mail(ANNA, "1\r\n", BOB);
        reached.await();
        long from = System.nanoTime();

        stage.deliveries.close();

        assertTrue(System.nanoTime() - from < Duration.ofSeconds(60).toNanos());
        assertEquals(1, stage.waiting(), "kept");
        assertFalse(stage.deliveries.flush(ANNA, told -> {}).words().isEmpty(), "and nothing begins any more");
        assertEquals(1, host.peers().size());
        host.sound();
        stage.restart();
        stage.started().turn();
        assertEquals(0, stage.flush().waiting(), "our own stop is held against nobody");
        assertEquals(1, host.taken().size());
    }
}
