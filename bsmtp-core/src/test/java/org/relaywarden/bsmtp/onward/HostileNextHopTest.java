// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaywarden.bsmtp.delivery.ScriptedHost;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;

/**
 * A next hop that misbehaves once, at each moment, in each way: the message reaches it at a later try or its sender is
 * told; twice only where the reply to the final dot was lost.
 */
@Timeout(60)
final class HostileNextHopTest {

    private static final List<Moment> MOMENTS =
            List.of(Moment.BANNER, Moment.EHLO, Moment.MAIL, Moment.RCPT, Moment.DATA, Moment.BODY, Moment.DOT);

    private static final Map<String, String> WAYS = Map.of(
            "refuses for now", "451 4.3.0 not now",
            "refuses for good", "554 5.7.1 no",
            "closes with a word", "421 4.3.2 closing",
            "hangs up", ScriptedHost.DROP,
            "says nothing", ScriptedHost.STALL,
            "drips without end", ScriptedHost.DRIP,
            "talks nonsense", "moo",
            "never ends its reply", "250-yes");

    @AutoClose
    private static OnwardStage stage;

    /** Each row has a host of its own: what is left of a conversation holds an address for a while. */
    private static int hosts;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        stage = new OnwardStage(folder, OnwardStage.IMPATIENT);
    }

    static Stream<Arguments> table() {
        List<Arguments> rows = new ArrayList<>();
        for (String offers : List.of("PIPELINING SIZE 8BITMIME", "HELP")) {
            for (Moment moment : MOMENTS) {
                // A word in the middle of a small message can't be told from the reply to its dot.
                WAYS.forEach((way, reply) -> {
                    if (moment != Moment.BODY || reply.startsWith("(")) {
                        rows.add(Arguments.of(moment, way, offers, reply, 1));
                    }
                });
            }
            rows.add(Arguments.of(Moment.DOT, "takes it and hangs up", offers, ScriptedHost.TAKE_AND_DROP, 2));
            rows.add(Arguments.of(Moment.DOT, "takes it and says nothing", offers, ScriptedHost.TAKE_AND_STALL, 2));
        }
        return rows.stream();
    }

    @ParameterizedTest(name = "{0}: {1}, offering {2}")
    @MethodSource("table")
    void neverLosesAMail(Moment moment, String way, String offers, String reply, int copies) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        int told = stage.toAnna().size();
        long uncertain = stage.journal.counted(OnwardCounter.UNCERTAIN);
        try (var host = stage.hostAt("127.0.1." + ++hosts).offering(offers)) {
            stage.leadsTo("odd.example", host);
            host.doing((now, line, connection) -> now == moment && done.compareAndSet(false, true) ? reply : null);
            stage.mail("bob@odd.example");
            stage.settle();
            for (int tries = 0; stage.waiting() > 0; tries++) { // a busy machine may make a sound host seem to stall
                assertTrue(tries < 50, "it never arrives");
                stage.later(Duration.ofHours(4));
            }
            assertTrue(done.get(), "it had its chance");
            int bounces = stage.toAnna().size() - told;
            // Said to the message for good; at EHLO, HELO follows (RFC 5321 section 3.2), at BANNER another try.
            boolean forGood = reply.startsWith("5") && List.of(Moment.MAIL, Moment.RCPT, Moment.DATA, Moment.DOT)
                    .contains(moment);
            assertEquals(forGood ? 1 : 0, bounces, "told where it was for good");
            if (forGood) {
                assertEquals(0, host.taken().size());
            } else {
                assertTrue(host.taken().size() >= 1, "lost");
                long doubts = stage.journal.counted(OnwardCounter.UNCERTAIN) - uncertain;
                assertTrue(host.taken().size() <= 1 + doubts, "twice without need");
                assertTrue(copies == 1 || host.taken().size() >= copies, "it took it, and we heard nothing of it");
                assertEquals(OnwardStage.TEXT, host.taken().getFirst().text());
            }
        }
    }
}
