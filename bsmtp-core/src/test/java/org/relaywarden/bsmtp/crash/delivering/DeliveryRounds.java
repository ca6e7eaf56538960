// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash.delivering;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.crash.Sender;
import org.relaywarden.bsmtp.crash.VictimImage;
import org.relaywarden.bsmtp.crash.VictimProcess;
import org.relaywarden.bsmtp.crash.delivering.DeliveryLedger.Copy;

/**
 * Round after round on one folder: a process takes mail and hands it to a host, is killed, and the next one goes on
 * with what it left. In the end one that is not killed empties the queues.
 */
final class DeliveryRounds {

    private static final int SENDERS = 3;
    private static final int RANDOM_MILLIS_MAX = 700;

    /**
     * After so many rounds a process that is not killed empties the queues: who is killed before a conversation ends
     * tells nobody of users that are not there, and five of these in front make the host look at fault (decision 10).
     */
    private static final int EMPTIED_EVERY = 7;

    /** A run that finds the host at fault ends; the next one knows which messages it was. */
    private static final int ASKED_MAX = 10;

    /** What was done. */
    record Report(int rounds, Map<DeliveryPoint, Integer> hit, int promised, int twice, int bounces, int notesCut,
            Duration took) {}

    private final Path folder;
    private final Path work;
    private final long seed;
    private final Random chance;
    private final DeliveryLedger ledger = new DeliveryLedger();
    private final Map<DeliveryPoint, Integer> hit = new EnumMap<>(DeliveryPoint.class);
    private volatile Predicate<DeliveryPoint> watching = point -> true;
    private volatile DeliveryLedger book = ledger;
    private int bounces;
    private int notesCut;

    /** @param folder for all that is made */
    DeliveryRounds(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.work = Files.createDirectory(folder.resolve("work"));
        this.seed = seed;
        this.chance = new Random(seed);
    }

    private final class WatchingHost implements CustomersHost.Watch {
        @Override
        public boolean goesOn(DeliveryPoint point) {
            return watching.test(point);
        }

        @Override
        public Taking took(byte[] message, List<String> recipients, boolean isPart) {
            return book.took(message, recipients, isPart);
        }
    }

    /** @param told after each round, how many there were */
    Report run(int rounds, Consumer<Integer> told) throws Exception {
        long began = System.nanoTime();
        try (CustomersHost host = new CustomersHost(new WatchingHost(), seed)) {
            VictimImage image = VictimImage.make(folder, DeliveryVictim.class, first -> train(first, host));
            int twice = 0;
            VictimProcess next = image.start();
            try {
                for (int round = 0; round < rounds; round++) {
                    DeliveryPoint point = DeliveryPoint.values()[round % DeliveryPoint.values().length];
                    try (VictimProcess victim = next) {
                        kill(victim, point, round, host);
                        next = image.start(); // starts while we look
                        twice = lookAround(point);
                    } catch (AssertionError broken) {
                        throw new AssertionError("round " + round + ", killed at " + point + ", seed " + seed + ": "
                                + broken.getMessage(), broken);
                    }
                    if (round % EMPTIED_EVERY == EMPTIED_EVERY - 1) {
                        host.isBusy(false);
                        try (VictimProcess emptying = next) {
                            empty(emptying, host, round);
                        }
                        host.isBusy(true);
                        next = image.start();
                    }
                    hit.merge(point, 1, Integer::sum);
                    told.accept(round + 1);
                }
                host.isBusy(false);
                empty(next, host, rounds + 1);
                List<Copy> bounced = LeftBehind.bounced(work);
                bounces = bounced.size();
                twice = ledger.compare(LeftBehind.waiting(work), bounced, true);
            } finally {
                next.close();
            }
            return new Report(rounds, hit, ledger.promises(), twice, bounces, notesCut,
                    Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private String order(DeliveryPoint point, int passing, int hours, CustomersHost host, Path where) {
        return point + " " + passing + " " + hours + " " + host.address().getPort() + " " + where;
    }

    /** In a folder and with books of its own. */
    private void train(VictimProcess first, CustomersHost host) throws Exception {
        Path training = Files.createDirectory(folder.resolve("training"));
        InetSocketAddress intake = first.work(order(DeliveryPoint.AT_RANDOM, 1, 0, host, training));
        DeliveryLedger trained = new DeliveryLedger();
        book = trained;
        Thread sending = Thread.startVirtualThread(new Sender(intake, seed, trained));
        while (trained.promises() < 20) {
            Thread.onSpinWait();
        }
        first.endByItself();
        sending.join();
        host.settle();
        book = ledger;
    }

    /** Returns when the process is dead, nobody sends any more, and the host has seen all that was sent. */
    private void kill(VictimProcess victim, DeliveryPoint point, int round, CustomersHost host) throws Exception {
        ledger.beginRound();
        int passing = 1 + chance.nextInt(point.passingsMax());
        AtomicInteger left = new AtomicInteger(passing);
        watching = here -> {
            if (here == point && left.decrementAndGet() == 0) {
                victim.kill();
                return false;
            }
            return true;
        };
        // An hour later each time: the account's clock has forgotten the last try.
        InetSocketAddress intake = victim.work(order(point, passing, round, host, work));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                senders.add(threads.submit(new Sender(intake, seed + round * 31L + i, ledger)));
            }
            if (point == DeliveryPoint.AT_RANDOM) {
                victim.killAfter(Duration.ofMillis(chance.nextInt(RANDOM_MILLIS_MAX)));
            }
            int code;
            try {
                code = victim.died();
            } finally {
                victim.kill(); // alive, it would keep its senders
            }
            for (Future<?> sender : senders) {
                ended(sender);
            }
            if (code != point.exitCode()) {
                throw new AssertionError("exit code " + code + ", not " + point.exitCode());
            }
        }
        host.settle();
    }

    private static void ended(Future<?> sender) throws InterruptedException, TimeoutException {
        try {
            sender.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause().getMessage(), failed.getCause());
        }
    }

    /** Answers how many second copies the host has. */
    private int lookAround(DeliveryPoint point) throws IOException {
        if (point == DeliveryPoint.C13_NOTE_HALF_WRITTEN && chance.nextInt(4) > 0) {
            notesCut += LeftBehind.cutLastNotes(work, ledger.inDoubt(), chance);
        }
        return ledger.compare(LeftBehind.waiting(work), LeftBehind.bounced(work), false);
    }

    private void empty(VictimProcess last, CustomersHost host, int hours) throws Exception {
        watching = point -> true;
        last.work(order(DeliveryPoint.AT_RANDOM, 1, hours, host, work));
        int left = Integer.parseInt(last.ask("empty the queues"));
        for (int asked = 1; left > 0 && asked < ASKED_MAX; asked++) {
            left = Integer.parseInt(last.ask("empty the queues"));
        }
        last.endByItself();
        host.settle();
        if (left > 0) {
            throw new AssertionError(left + " messages are left, though the host takes everything, seed " + seed);
        }
    }
}
