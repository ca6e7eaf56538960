// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.relaywarden.bsmtp.client.Dialled;
import org.relaywarden.bsmtp.client.Step;
import org.relaywarden.bsmtp.client.Trouble;
import org.relaywarden.bsmtp.run.RunReport;

/** Who runs, in which order, and that nobody keeps the others waiting. */
final class TurnsTest {

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> hasBegun = new ConcurrentHashMap<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    /** Runs of accounts named {@code slow...} last until the test says so; the others end at once. */
    private final Turns turns = new Turns(4, failing::contains, (login, wanted) -> {
        begun.add(login);
        beginning(login).countDown();
        if (login.startsWith("slow")) {
            await();
        }
        if (login.startsWith("silent")) {
            wanted.aside().dial(() -> {
                await();
                return new Dialled.Failed(new Trouble(Step.CONNECT, Optional.empty(), "no answer"));
            });
        }
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        atOnce.decrementAndGet();
        return new RunReport(login, 0, 0, 0, Optional.empty(), "");
    });

    private CountDownLatch beginning(String login) {
        return hasBegun.computeIfAbsent(login, unseen -> new CountDownLatch(1));
    }

    private void awaitBegun(String login) throws InterruptedException {
        assertTrue(beginning(login).await(20, TimeUnit.SECONDS), login);
    }

    private void await() {
        try {
            assertTrue(goOn.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    @AfterEach
    void end() {
        goOn.countDown();
        assertTrue(turns.join(Duration.ofSeconds(20)), "a run does not end");
    }

    private void request(String login, Reason reason) {
        turns.request(login, new Request.Run(reason, Optional.empty()));
    }

    /** Asks for a run and waits until it has ended. */
    private void run(String login, Reason reason) throws Exception {
        CompletableFuture<RunReport> ended = new CompletableFuture<>();
        turns.request(login, new Request.Run(reason, Optional.of(new Request.Watcher(told -> {}, ended))));
        ended.get(20, TimeUnit.SECONDS);
    }

    @Test
    void hostsThatDoNotAnswerTakeHalfOfThePlacesAndNobodyWaitsForThem() throws Exception {
        for (int i = 0; i < 50; i++) {
            failing.add("slow" + i);
            request("slow" + i, Reason.RETRY);
        }
        awaitBegun("slow0");
        awaitBegun("slow1");
        run("quick", Reason.NEW_MAIL); // it would wait for ever if all places were taken
        assertEquals(2, begun.stream().filter(login -> login.startsWith("slow")).count());
        assertTrue(turns.othersWait());
    }

    /** Nobody knows yet that they don't answer: a dial takes no place, or new mail for hundreds would stop all. */
    @Test
    void whoDialsLeavesItsPlaceToOthersAndTakesOneAgain() throws Exception {
        for (int i = 0; i < 200; i++) {
            request("silent" + i, Reason.NEW_MAIL);
        }
        run("quick", Reason.NEW_MAIL);
        goOn.countDown();
        assertTrue(turns.join(Duration.ofSeconds(20)), "a run does not end");
        assertEquals(201, begun.size());
        assertTrue(most.get() <= 4, () -> most + " had a place at once");
    }

    /** Decision 8: a login that came online is dialled at once, though its host did not answer a minute ago. */
    @Test
    void whoSignsOnLeavesTheLineOfThoseThatDoNotAnswer() throws Exception {
        for (int i = 0; i < 50; i++) {
            failing.add("slow" + i);
            request("slow" + i, Reason.RETRY);
        }
        failing.add("online");
        request("online", Reason.RETRY);
        run("online", Reason.SIGN_ON);
        assertEquals(1, begun.stream().filter("online"::equals).count(), "both requests in one run");
    }

    @Test
    void whatMustNotMeetARunWaitsForItsEnd() throws Exception {
        request("slow", Reason.NEW_MAIL);
        awaitBegun("slow");
        CompletableFuture<Void> done = new CompletableFuture<>();
        turns.request("slow", new Request.Act(() -> begun.add("act"), done));
        assertFalse(done.isDone());
        goOn.countDown();
        done.get(20, TimeUnit.SECONDS);
        assertEquals(List.of("slow", "act"), begun);
    }

    @Test
    void anActThatFailsIsToldAndStopsNothing() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        turns.request("quick", new Request.Act(
                () -> {
                    throw new IllegalStateException("no");
                },
                done));
        assertThrows(ExecutionException.class, () -> done.get(20, TimeUnit.SECONDS));
        run("quick", Reason.RETRY);
    }

    @Test
    void whoeverWaitsIsToldThatTheProgramStops() throws Exception {
        for (int i = 0; i < 4; i++) {
            request("slow" + i, Reason.NEW_MAIL);
        }
        CompletableFuture<RunReport> ended = new CompletableFuture<>();
        turns.request("waits", new Request.Run(
                Reason.OPERATOR, Optional.of(new Request.Watcher(told -> {}, ended))));
        turns.close();
        assertEquals("the program stops", ended.get(20, TimeUnit.SECONDS).words());
        CompletableFuture<Void> act = new CompletableFuture<>();
        turns.request("late", new Request.Act(() -> begun.add("late"), act));
        assertThrows(ExecutionException.class, () -> act.get(20, TimeUnit.SECONDS));
    }
}
