// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.crash.KillOracle.Copy;

/** Round after round on one spool: a process takes mail, is killed, and the next one is held to what it promised. */
final class KillRounds {

    private static final int SENDERS = 4;
    private static final int PASSINGS_MAX = 16;
    private static final int RANDOM_MILLIS_MAX = 500;
    private static final int TRAINING_MAILS = 20;
    private static final long TRAINING_SECONDS = 60;
    /** One mail in so many stays for all rounds to come. */
    private static final int STAYS = 20;

    /** What was done. */
    record Report(
            int rounds, Map<KillPoint, Integer> hit, int promised, int found, int unanswered, int duplicates,
            Duration took) {}

    private final Path folder;
    private final Path spool;
    private final long seed;
    private final Random chance;
    private final Ledger ledger = new Ledger();
    private final Map<KillPoint, Integer> hit = new EnumMap<>(KillPoint.class);
    private PopMover mover;
    private Thread moving = Thread.ofPlatform().unstarted(() -> { });
    private int found;
    private int duplicates;

    /** @param folder for all that is made */
    KillRounds(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.spool = Files.createDirectory(folder.resolve("spool"));
        this.seed = seed;
        this.chance = new Random(seed);
        this.mover = new PopMover(spool, () -> { });
    }

    /** @param told after each round, how many there were */
    Report run(int rounds, Consumer<Integer> told) throws Exception {
        long began = System.nanoTime();
        VictimImage image = VictimImage.make(folder, Victim.class, this::train);
        VictimProcess next = image.start();
        try {
            for (int round = 0; round < rounds; round++) {
                KillPoint point = KillPoint.values()[round % KillPoint.values().length];
                try (VictimProcess victim = next) {
                    kill(victim, point, round);
                    next = image.start(); // starts while we look
                    lookAround();
                } catch (AssertionError broken) {
                    throw new AssertionError("round " + round + ", killed at " + point + ", seed " + seed + ": "
                            + broken.getMessage(), broken);
                }
                hit.merge(point, 1, Integer::sum);
                told.accept(round + 1);
            }
        } finally {
            next.close();
        }
        return new Report(rounds, hit, ledger.promises(), found, ledger.withoutAnswer(), duplicates,
                Duration.ofNanos(System.nanoTime() - began));
    }

    private static String order(KillPoint point, int passing, Path spool) {
        return point + " " + passing + " " + spool;
    }

    private void train(VictimProcess first) throws Exception {
        CountDownLatch mails = new CountDownLatch(TRAINING_MAILS);
        Ledger trained = new Ledger();
        trained.whenAnswering(mails::countDown);
        Sender sender = new Sender(
                first.work(order(KillPoint.AT_RANDOM, 1, folder.resolve("training"))), seed, trained);
        Thread sending = Thread.startVirtualThread(sender);
        if (!mails.await(TRAINING_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was taken in " + TRAINING_SECONDS + " s");
        }
        first.endByItself();
        sending.join();
    }

    /** Returns when the process is dead and nobody sends any more; the POP3 server may still be at work. */
    private void kill(VictimProcess victim, KillPoint point, int round) throws Exception {
        int passing = 1 + chance.nextInt(PASSINGS_MAX);
        InetSocketAddress server = victim.work(order(point, passing, spool));
        Runnable blow = afterSo(passing, victim::kill);
        ledger.whenAnswering(point == KillPoint.C7_HALF_ANSWERED ? blow : () -> { });
        mover = new PopMover(spool, point == KillPoint.C16_WHILE_MOVED ? blow : () -> { });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                senders.add(threads.submit(new Sender(server, seed + round * 31L + i, ledger)));
            }
            if (point == KillPoint.C16_WHILE_MOVED || chance.nextInt(4) == 0) {
                moving = mover.start();
            }
            if (point == KillPoint.AT_RANDOM) {
                victim.killAfter(Duration.ofMillis(chance.nextInt(RANDOM_MILLIS_MAX)));
            }
            int code = victim.died();
            for (Future<?> sender : senders) {
                ended(sender);
            }
            if (code != point.exitCode()) {
                throw new AssertionError("exit code " + code + ", not " + point.exitCode());
            }
        }
    }

    private static Runnable afterSo(int many, Runnable then) {
        AtomicInteger left = new AtomicInteger(many);
        return () -> {
            if (left.decrementAndGet() == 0) {
                then.run();
            }
        };
    }

    private static void ended(Future<?> sender) throws InterruptedException, TimeoutException {
        try {
            sender.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause().getMessage(), failed.getCause());
        }
    }

    private void lookAround() throws Exception {
        try (KillOracle oracle = new KillOracle(spool)) {
            mover.end();
            moving.join();
            List<Copy> copies = oracle.copies(ledger::sent);
            duplicates += ledger.compare(copies);
            oracle.takesMailAgain();
            for (Copy copy : copies) {
                if (ledger.isDone(copy) && copy.name().hashCode() % STAYS != 0) {
                    oracle.remove(copy.mail());
                    found++;
                }
            }
            copies.stream().map(Copy::name).filter(name -> name.hashCode() % STAYS != 0).forEach(ledger::forgetDone);
        }
    }
}
