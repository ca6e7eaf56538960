// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.ANNA;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Taken;
import org.relaywarden.bsmtp.run.MessageReport;
import org.relaywarden.bsmtp.run.MessageReport.Fate;
import org.relaywarden.bsmtp.run.RunReport;

/**
 * A host that misbehaves between two messages, within one, or out of turn: none is lost, and none comes twice (B3, B12,
 * decision 10). What it may do to a single message stands in {@link HostileHostTest}.
 */
@Timeout(180)
final class HostileBatchTest {

    private static final String FIRST = "Subject: first\r\n\r\n1\r\n";
    private static final String SECOND = "Subject: second\r\n\r\n2\r\n";
    private static final String BOB = "bob@anna.example";

    /** More than the buffers of both ends hold. */
    private static final int LARGE_BYTES = 12 << 20;

    @TempDir
    private static Path folder;

    /** One for all: each test begins and ends with an empty mailbox. */
    private static DeliveryStage stage;

    private ScriptedHost host;

    @BeforeAll
    static void openStage() throws Exception {
        // Time for a large message on a busy machine.
        stage = new DeliveryStage(folder, DeliveryStage.each(Duration.ofSeconds(1)), 10);
    }

    @AfterAll
    static void closeStage() {
        stage.close();
    }

    @BeforeEach
    void open() throws Exception {
        host = new ScriptedHost();
        stage.anna(host);
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    private List<String> texts() {
        return host.taken().stream().map(Taken::text).toList();
    }

    @ParameterizedTest(name = "RSET: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            451 4.3.0 not now | refused for now
            554 5.5.1 what    | refused for good
            421 4.3.2 closing | closes with a word
            (drop)            | hangs up
            (stall)           | says nothing
            (drip)            | drips
            moo               | talks nonsense
            250-yes           | never ends its reply
            """)
    void afterARefusedMessageTheNextOneIsNotLost(String atReset, String why) throws Exception {
        stage.mail(ANNA, FIRST, BOB);
        stage.mail(ANNA, SECOND, BOB);
        host.doing((moment, line, connection) -> connection > 1
                ? null
                : moment == Moment.RCPT ? "451 4.2.1 not now" : moment == Moment.RSET ? atReset : null);

        RunReport report = stage.flush();

        assertEquals(2, report.waiting(), why);
        assertTrue(texts().isEmpty(), "on a conversation in doubt nothing more is begun");
        assertEquals(0, stage.flushPatiently().waiting());
        assertEquals(List.of(FIRST, SECOND), texts(), "in their order, once each");
    }

    @ParameterizedTest(name = "QUIT: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            451 4.3.0 not now | refused for now
            554 5.5.1 stay    | refused for good
            (drop)            | hangs up
            (stall)           | says nothing
            (drip)            | drips
            moo               | talks nonsense
            """)
    void howItTakesOurLeaveDoesNotMatter(String atQuit, String why) throws Exception {
        stage.mail(ANNA, FIRST, BOB);
        stage.mail(ANNA, SECOND, BOB);
        host.doing((moment, line, connection) -> moment == Moment.QUIT ? atQuit : null);

        assertEquals(0, stage.flush().waiting(), why);
        assertEquals(List.of(FIRST, SECOND), texts(), why);
    }

    @ParameterizedTest(name = "within the message: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            (drop)                     | NOT_SENT | hangs up
            (deaf)                     | NOT_SENT | reads no more
            421 4.3.2 closing          | NOT_SENT | closes with a word
            """)
    void withinTheMessage(String told, Fate fate, String why) throws Exception {
        String large = ("x".repeat(998) + "\r\n").repeat(LARGE_BYTES / 1_000);
        stage.mail(ANNA, large, BOB);
        stage.mail(ANNA, SECOND, BOB);
        host.doing((moment, line, connection) -> moment == Moment.BODY && connection == 1 ? told : null);
        List<MessageReport> reports = new ArrayList<>();

        RunReport report = stage.deliveries.flush(ANNA, reports::add);

        assertEquals(2, report.waiting(), why);
        assertEquals(List.of(fate), reports.stream().map(MessageReport::fate).toList(), "it did not have it: " + why);
        assertEquals(0, stage.flushPatiently().waiting());
        assertEquals(List.of(large.length(), SECOND.length()), texts().stream().map(String::length).toList(), why);
    }

    /** A message that a host can't bear costs the others one run, and not three. */
    @Test
    void theOneWithinWhichItHangsUpGoesLastTheNextTime() throws Exception {
        stage.mail(ANNA, ("x".repeat(998) + "\r\n").repeat(LARGE_BYTES / 1_000), BOB);
        stage.mail(ANNA, SECOND, BOB);
        host.doing((moment, line, connection) ->
                moment == Moment.BODY && connection == 1 ? ScriptedHost.DROP : null);

        assertEquals(2, stage.flush().waiting());
        stage.flush();
        assertEquals(SECOND, texts().getFirst());
        assertEquals(0, stage.flushPatiently().waiting());
    }

    /** RFC 2920 section 3.1: DATA went out in the group, nobody was taken, and yet it is answered 354. */
    @ParameterizedTest(name = "and ends it with {0}")
    @CsvSource({"250 2.0.0 what was that", "554 5.5.1 no recipients", "451 4.3.0 no recipients"})
    void dataGoesOnForNobody(String atDot) throws Exception {
        stage.mail(ANNA, FIRST, BOB);
        stage.mail(ANNA, SECOND, BOB);
        AtomicInteger recipients = new AtomicInteger();
        AtomicBoolean forNobody = new AtomicBoolean();
        host.doing((moment, line, connection) -> switch (moment) {
            case RCPT -> {
                forNobody.set(recipients.incrementAndGet() == 1);
                yield forNobody.get() ? "451 4.2.1 not now" : null;
            }
            case DATA -> "354 go";
            case DOT -> forNobody.get() ? atDot : null;
            default -> null;
        });

        assertEquals(1, stage.flushPatiently().waiting());
        assertEquals(List.of(SECOND), toSomebody(), "the next one goes on the same conversation");
        assertEquals(1, host.peers().size());
        assertEquals(0, stage.flushPatiently().waiting());
        assertEquals(List.of(SECOND, FIRST), toSomebody());
    }

    private List<String> toSomebody() {
        return host.taken().stream().filter(taken -> !taken.recipients().isEmpty()).map(Taken::text).toList();
    }

    /** A reply too many shifts all that follow; the one to the final dot must be the one that came after it. */
    @ParameterizedTest(name = "{0}, offering {1}")
    @CsvSource(delimiter = '|', textBlock = """
            BANNER | HELP       | 220 host.example // 220 host.example
            EHLO   | HELP       | 250 host.example // 250 ok
            MAIL   | HELP       | 250 ok // 250 ok
            RCPT   | HELP       | 250 ok // 250 ok
            DATA   | HELP       | 354 go // 250 2.0.0 mine
            MAIL   | PIPELINING | 250 ok // 250 ok
            RCPT   | PIPELINING | 250 ok // 250 ok
            DATA   | PIPELINING | 354 go // 250 2.0.0 mine
            """)
    void aHostThatIsAReplyAheadLosesNothing(Moment at, String offers, String replies) throws Exception {
        host.offering(offers).doing((moment, line, connection) -> connection > 1
                ? null
                : moment == at ? replies.replace(" // ", "\r\n") : moment == Moment.DOT ? "451 4.3.0 not taken" : null);
        stage.mail(ANNA, FIRST, BOB);

        stage.flush();
        stage.flushPatiently();

        assertEquals(List.of(FIRST), texts());
        assertEquals(0, stage.waiting());
    }

    @Test
    void aHostWhoseRepliesComeAByteAtATimeIsServed() throws Exception {
        stage.mail(ANNA, FIRST, BOB);
        stage.mail(ANNA, SECOND, BOB, "eve@anna.example");
        host.doing((moment, line, connection) -> moment == Moment.BODY ? null : ScriptedHost.SLOWLY);

        assertEquals(0, stage.flushPatiently().waiting());
        assertEquals(List.of(FIRST, SECOND), texts());
        assertEquals(1, host.peers().size());
    }
}
