// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;
import org.relaywarden.bsmtp.run.MessageReport;
import org.relaywarden.bsmtp.run.MessageReport.Fate;
import org.relaywarden.bsmtp.run.RunReport;

/**
 * A host that misbehaves once, at each moment, in each way: the message is kept, and reaches it at the next try; twice
 * only where the reply to the final dot was lost (decision 10, B3).
 */
@Timeout(60)
final class HostileHostTest {

    private static final List<Moment> MOMENTS =
            List.of(Moment.BANNER, Moment.EHLO, Moment.MAIL, Moment.RCPT, Moment.DATA, Moment.DOT);

    private static final Map<String, String> WAYS = Map.ofEntries(
            Map.entry("refuses for now", "451 4.3.0 not now"),
            Map.entry("refuses for good", "554 5.7.1 no"),
            Map.entry("closes with a word", "421 4.3.2 closing"),
            Map.entry("hangs up", ScriptedHost.DROP),
            Map.entry("says nothing", ScriptedHost.STALL),
            Map.entry("drips without end", ScriptedHost.DRIP),
            Map.entry("talks nonsense", "moo"),
            Map.entry("says nothing but a line end", ""),
            Map.entry("changes its mind within a reply", "250-yes\r\n550 no"),
            Map.entry("never ends its reply", "250-yes"),
            Map.entry("says a megabyte in one line", "250 " + "x".repeat(1 << 20)),
            Map.entry("says many lines without end", "250-x\r\n".repeat(150) + "250 x"),
            Map.entry("answers with a code that is none", "199 what"));

    @TempDir
    private static Path folder;

    /** One for all rows: each begins and ends with an empty mailbox. */
    private static DeliveryStage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = new DeliveryStage(folder, DeliveryStage.IMPATIENT, 10);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    static Stream<Arguments> table() {
        List<Arguments> rows = new ArrayList<>();
        for (String offers : List.of("PIPELINING SIZE 8BITMIME", "HELP")) {
            for (Moment moment : MOMENTS) {
                WAYS.forEach((way, reply) -> rows.add(Arguments.of(moment, way, offers, reply, 1)));
            }
            rows.add(Arguments.of(Moment.DOT, "takes it and hangs up", offers, ScriptedHost.TAKE_AND_DROP, 2));
            rows.add(Arguments.of(Moment.DOT, "takes it and says nothing", offers, ScriptedHost.TAKE_AND_STALL, 2));
        }
        return rows.stream();
    }

    @ParameterizedTest(name = "{0}: {1}, offering {2}")
    @MethodSource("table")
    void keepsTheMailAndDeliversIt(Moment moment, String way, String offers, String reply, int copies)
            throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (var host = new ScriptedHost().offering(offers)) {
            stage.anna(host);
            host.doing((now, line, connection) -> now == moment && done.compareAndSet(false, true) ? reply : null);
            stage.mail(DeliveryStage.ANNA, "Subject: x\r\n\r\n.hi\r\n", "bob@anna.example");
            List<MessageReport> told = new ArrayList<>();

            // EHLO refused for good is no misbehaviour: HELO follows (RFC 5321 section 3.2).
            boolean fallsBack = moment == Moment.EHLO && reply.startsWith("554");
            RunReport first = stage.deliveries.flush(DeliveryStage.ANNA, told::add);
            while (!done.get()) { // the machine is so busy that a sound host seemed to stall before
                told.clear();
                first = stage.deliveries.flush(DeliveryStage.ANNA, told::add);
            }
            assertEquals(fallsBack ? 0 : 1, first.waiting(), first.words());
            if (moment == Moment.DOT && !reply.startsWith("4") && !reply.startsWith("5")) {
                assertEquals(Fate.UNCERTAIN, told.getFirst().fate(), "whose it is, nobody knows");
            }
            RunReport second = stage.flushPatiently();

            assertEquals(0, second.waiting(), second::words);
            assertTrue(stage.files().isEmpty(), "gone from the disk");
            int lied = moment == Moment.DOT && reply.startsWith("250") ? 1 : 0; // it said 250 in some garbled way
            assertEquals(copies + lied, host.taken().size());
            assertEquals("Subject: x\r\n\r\n.hi\r\n", host.taken().getFirst().text());
        }
    }
}
