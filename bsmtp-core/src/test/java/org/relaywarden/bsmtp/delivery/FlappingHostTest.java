// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.ANNA;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Taken;
import org.relaywarden.bsmtp.doubles.RememberedJournal.Fact;

/**
 * A host that comes and goes for an hour of turned time, whatever the conversation is at: all mail arrives, in its
 * order, and twice at most what may have been taken (B3, B4).
 */
@Timeout(300)
final class FlappingHostTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int STEPS_A_MESSAGE = 5;
    private static final long SEED = 20260303;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{1} messages, up {0} s and down {0} s, {2} ms a message: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            20 | 5000 | 400 | some fifty at each time that it is up
             1 |  300 | 400 | two or three, and most breaks are within a message
            """)
    void allArrivesInItsOrder(int seconds, int messages, int millisAMessage, String why) throws Exception {
        try (ScriptedHost host = new ScriptedHost();
                DeliveryStage stage = new DeliveryStage(folder).anna(host)) {
            Map<String, String> textById = plant(stage, messages);
            Duration phase = Duration.ofSeconds(seconds);
            AtomicInteger breaks = new AtomicInteger();
            Random chance = new Random(SEED);
            host.doing((moment, line, connection) -> {
                stage.clock.advance(Duration.ofMillis(chance.nextInt(2 * millisAMessage / STEPS_A_MESSAGE)));
                if (isUp(stage, phase)) {
                    return null;
                }
                boolean takes = moment == Moment.DOT && breaks.incrementAndGet() % 2 == 0;
                return takes ? ScriptedHost.TAKE_AND_DROP : ScriptedHost.DROP;
            });
            stage.started();
            stage.settle();

            Instant end = DeliveryStage.START.plus(HOUR);
            while (stage.clock.instant().isBefore(end)) {
                if (isUp(stage, phase)) {
                    stage.flush();
                }
                stage.turn(); // the clock's own look (B4)
                stage.clock.advance(phase.dividedBy(4));
            }
            host.sound();
            assertEquals(0, stage.flush().waiting(), "and when it stays up, the rest");

            int broke = stage.journal.of("host-failed").size();
            assertTrue(broke > 20, () -> broke + " breaks are few: " + why);
            arrivedInOrderAndTwiceOnlyInDoubt(host.taken(), textById, stage.journal.of("uncertain"),
                    stage.journal.of("deferred"));
        }
    }

    private static boolean isUp(DeliveryStage stage, Duration phase) {
        return Duration.between(DeliveryStage.START, stage.clock.instant()).dividedBy(phase) % 2 == 0;
    }

    /** Their texts, by id, oldest first; before the host is there for anybody. */
    private static Map<String, String> plant(DeliveryStage stage, int messages) throws Exception {
        Map<String, String> planted = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                String text = "message " + i + "\r\n";
                all.add(threads.submit(() -> planted.put(stage.mail(ANNA, text, "bob@anna.example").id(), text)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        Map<String, String> oldestFirst = new LinkedHashMap<>();
        stage.spool.pushQueue().of(ANNA).forEach(mail -> oldestFirst.put(mail.id(), planted.get(mail.id())));
        assertEquals(messages, oldestFirst.size());
        return oldestFirst;
    }

    private static void arrivedInOrderAndTwiceOnlyInDoubt(
            List<Taken> taken, Map<String, String> textById, List<Fact> uncertain, List<Fact> cutOff) {
        Map<String, Integer> copies = new LinkedHashMap<>(); // by text, in the order in which they came first
        taken.forEach(each -> copies.merge(each.text(), 1, Integer::sum));
        assertEquals(new HashSet<>(textById.values()), copies.keySet(), "none lost, none made up");

        Map<String, Integer> doubts = new HashMap<>();
        uncertain.forEach(fact -> doubts.merge(fact.id(), 1, Integer::sum));
        textById.forEach((id, text) -> assertTrue(
                copies.get(text) <= 1 + doubts.getOrDefault(id, 0), () -> text + copies.get(text) + " copies"));
        assertTrue(taken.size() > copies.size() && !doubts.isEmpty(), "some did come twice");

        Set<String> heldUp = new HashSet<>(doubts.keySet());
        cutOff.forEach(fact -> heldUp.add(fact.id()));
        List<String> wanted = textById.entrySet().stream()
                .filter(entry -> !heldUp.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        List<String> came = copies.keySet().stream().filter(Set.copyOf(wanted)::contains).toList();
        assertEquals(wanted, came, "oldest first, but for those with which the line broke");
    }
}
