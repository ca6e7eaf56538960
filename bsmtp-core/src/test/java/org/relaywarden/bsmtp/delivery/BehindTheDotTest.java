// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.ANNA;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import org.relaywarden.bsmtp.delivery.ScriptedHost.Script;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Taken;
import org.relaywarden.bsmtp.run.MessageReport;
import org.relaywarden.bsmtp.run.MessageReport.Fate;
import org.relaywarden.bsmtp.run.RunReport;

/** The next message is begun behind the final dot of the one before (RFC 2920 section 3.1), and each keeps its reply. */
@Timeout(60)
final class BehindTheDotTest {

    private static final String FIRST = "Subject: first\r\n\r\n1\r\n";
    private static final String SECOND = "Subject: second\r\n\r\n2\r\n";
    private static final String THIRD = "Subject: third\r\n\r\n3\r\n";
    private static final String BOB = "bob@anna.example";

    @TempDir
    private static Path folder;

    private static DeliveryStage stage;

    private final List<MessageReport> reports = new ArrayList<>();
    private ScriptedHost host;

    @BeforeAll
    static void openStage() throws Exception {
        stage = new DeliveryStage(folder, DeliveryStage.each(Duration.ofSeconds(3)), 10);
    }

    @AfterAll
    static void closeStage() {
        stage.close();
    }

    @BeforeEach
    void open() throws Exception {
        host = new ScriptedHost();
        stage.anna(host);
        for (String text : List.of(FIRST, SECOND, THIRD)) {
            stage.mail(ANNA, text, BOB);
        }
    }

    @AfterEach
    void emptyMailboxAndClose() throws Exception {
        assertEquals(0, stage.flush().waiting(), "a second try is served");
        host.close();
    }

    private RunReport flush() throws InterruptedException {
        return stage.deliveries.flush(ANNA, reports::add);
    }

    private List<String> texts() {
        return host.taken().stream().map(Taken::text).toList();
    }

    private List<Fate> fates() {
        return reports.stream().map(MessageReport::fate).toList();
    }

    /** Does it at this moment of the second message of the first conversation. */
    private static Script atSecond(Moment at, String told) {
        AtomicInteger mails = new AtomicInteger();
        return (moment, line, connection) -> {
            int mail = moment == Moment.MAIL ? mails.incrementAndGet() : mails.get();
            return connection == 1 && mail == 2 && moment == at ? told : null;
        };
    }

    @Test
    void itsCommandsComeBeforeTheReplyToTheDot() throws Exception {
        AtomicInteger dots = new AtomicInteger();
        host.doing((moment, line, connection) ->
                moment == Moment.DOT && dots.incrementAndGet() < 3 ? ScriptedHost.ONCE_MORE_CAME : null);

        assertEquals(0, flush().waiting());
        assertEquals(List.of(FIRST, SECOND, THIRD), texts());
        assertEquals(1, host.peers().size());
    }

    @Test
    void aHostThatOffersNoGroupsGetsNoneOfThemBeforeItHasAnswered() throws Exception {
        host.offering("8BITMIME").doing((moment, line, connection) ->
                moment == Moment.DOT && connection == 1 ? ScriptedHost.ONCE_MORE_CAME : null);

        assertEquals(3, flush().waiting(), "the host waits for more, and so do we");
        assertEquals(List.of(Fate.UNCERTAIN), fates());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            MAIL | 451 4.3.0 not now    | 1 | DELIVERED,DEFERRED,DELIVERED | refused for now: the third follows
            RCPT | 451 4.2.1 not now    | 1 | DELIVERED,DEFERRED,DELIVERED | DATA went out too, and is answered 554
            DATA | 451 4.3.0 no room    | 1 | DELIVERED,DEFERRED,DELIVERED | refused for now: the third follows
            MAIL | 421 4.3.2 closing    | 2 | DELIVERED,NOT_SENT           | it hangs up with a word
            RCPT | 421 4.3.2 closing    | 2 | DELIVERED,NOT_SENT           | it hangs up with a word
            MAIL | (drop)               | 2 | DELIVERED,NOT_SENT           | it hangs up on commands that it has
            DATA | (drop)               | 2 | DELIVERED,NOT_SENT           | it hangs up on commands that it has
            MAIL | (stall)              | 2 | DELIVERED,NOT_SENT           | it says nothing to what came early
            DOT  | (take and drop)      | 2 | DELIVERED,UNCERTAIN          | the third was begun, and is not in doubt
            DOT  | 552 5.3.4 too large  | 1 | DELIVERED,REFUSED,DELIVERED  | refused, and the third was begun already
            DOT  | 421 4.3.2 closing    | 2 | DELIVERED,NOT_SENT           | refused with the connection
            DOT  | (say and drop)       | 1 | DELIVERED,DELIVERED,NOT_SENT | its word counts, though writing on fails
            """)
    void whatItDoesToTheSecond(Moment at, String told, int waiting, String fates, String why) throws Exception {
        host.doing(atSecond(at, told));

        assertEquals(waiting, flush().waiting(), why);
        assertEquals(fates, String.join(",", fates().stream().map(Fate::name).toList()), why);
        stage.flush();
        List<String> uncertain = told.equals(ScriptedHost.TAKE_AND_DROP) ? List.of(SECOND) : List.of();
        List<String> wanted = new ArrayList<>(List.of(FIRST, SECOND, THIRD));
        wanted.addAll(uncertain);
        assertEquals(wanted.stream().sorted().toList(), texts().stream().sorted().toList(), "none lost, none twice");
    }
}
