// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.ANNA;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.address;
import static org.relaywarden.bsmtp.delivery.DeliveryStage.bytes;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.ReversePath;

/** What starts a run, and what holds it back. */
final class TriggersTest {

    private static final String HELLO = "hello\r\n";
    private static final String BOB = "bob@anna.example";

    @TempDir
    private Path folder;

    private ScriptedHost host;
    private DeliveryStage stage;

    @BeforeEach
    void open() throws Exception {
        host = new ScriptedHost();
        stage = new DeliveryStage(folder).anna(host);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        host.close();
    }

    /** One message waits, and the last dial failed a moment ago. */
    private void failedJustNow() throws Exception {
        stage.mail(ANNA, HELLO, BOB);
        host.doing((moment, line, connection) -> moment == Moment.BANNER ? "421 not now" : null);
        stage.flush();
        host.sound();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void whoWaitsForTheClockOfAHostThatFailed(Reason reason) throws Exception {
        failedJustNow();
        stage.deliveries.requestRun(ANNA, reason);
        stage.settle();
        boolean waits = reason == Reason.NEW_MAIL || reason == Reason.RETRY;
        assertEquals(waits ? 0 : 1, host.taken().size(), "decision 8, B5, B7, B8: " + reason);
    }

    @ParameterizedTest(name = "from {0}, new-style {1}: triggers {2}")
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.30   | true  | true  | our smarthost took it from an account of ours
            192.0.2.30   | false | false | B8: old-style subscriptions have no trigger
            203.0.113.5  | true  | false | anybody, whatever the From line says
            """)
    void aMailOfAnAccountOfOursTriggers(String peer, boolean newStyle, boolean triggers, String why) throws Exception {
        stage.customers.withMailTrigger(ANNA, newStyle);
        failedJustNow();
        stage.started();
        stage.settle();
        Envelope envelope = new Envelope(ReversePath.of(address("ann@isp.example")), stage.clock.instant(),
                Optional.of(InetAddress.ofLiteral(peer)), "x.example", true);
        stage.put(envelope, new Destination(new Mailbox.Account(ANNA), MailClass.PUSH, List.of(address(BOB))),
                bytes(HELLO));
        stage.settle();
        assertEquals(triggers ? 2 : 0, host.taken().size(), why);
    }

    /** B17: our own door, on our network or after AUTH. */
    @ParameterizedTest
    @EnumSource(Submission.Ground.class)
    void aMailByOurOwnSmarthostTriggers(Submission.Ground ground) throws Exception {
        failedJustNow();
        stage.started();
        stage.settle();
        Envelope envelope = new Envelope(ReversePath.of(address("x@elsewhere.example")), stage.clock.instant(),
                Optional.of(InetAddress.ofLiteral("203.0.113.5")), "x.example", true)
                .withSubmission(Optional.of(new Submission(ground, "bert")));
        stage.put(envelope, new Destination(new Mailbox.Account(ANNA), MailClass.PUSH, List.of(address(BOB))),
                bytes(HELLO));
        stage.settle();
        assertEquals(2, host.taken().size());
    }

    /** B7: whatever was forgotten of an account, within four hours its queue is triggered. */
    @Test
    void theSweepTriggersEveryQueueWithinFourHours() throws Exception {
        failedJustNow();
        stage.store.inTransaction(session ->
                session.createMutationQuery("update RetryEntity set dueAt = null").executeUpdate());
        stage.started();
        stage.settle();
        int before = host.taken().size();
        for (int minutes = 0; minutes < 240; minutes += 10) {
            stage.clock.advance(Duration.ofMinutes(10));
            stage.tasks.turn(Deliveries.SWEEP_TASK);
            stage.settle();
        }
        assertEquals(1, host.taken().size(), "and before the sweep: " + before);
    }

    @Test
    void afterASignOnAHostThatIsBootingIsDialledAgain() throws Exception {
        stage.mail(ANNA, HELLO, BOB);
        // On an address where no other test is given the port meanwhile.
        InetSocketAddress address;
        try (ScriptedHost off = ScriptedHost.at(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.57"), 0))) {
            address = off.address();
            stage.anna(off);
        }
        stage.deliveries.requestRun(ANNA, Reason.SIGN_ON);
        stage.settle();
        assertEquals(1, stage.waiting());
        try (ScriptedHost booted = ScriptedHost.at(address)) {
            long until = System.nanoTime() + Duration.ofSeconds(40).toNanos();
            while (stage.waiting() > 0 && System.nanoTime() < until) {
                Thread.onSpinWait();
                stage.settle();
            }
            assertEquals(1, booted.taken().size(), "decision 8");
        }
    }

    /** A router takes the connection before the machine behind it is up. */
    @Test
    void afterASignOnAHostThatHangsUpWithoutAWordIsDialledAgain() throws Exception {
        stage.mail(ANNA, HELLO, BOB);
        host.doing((moment, line, connection) ->
                moment == Moment.BANNER && connection == 1 ? ScriptedHost.DROP : null);
        stage.deliveries.requestRun(ANNA, Reason.SIGN_ON);
        long until = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (stage.waiting() > 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
            stage.settle();
        }
        assertEquals(1, host.taken().size(), "decision 8");
    }

    @Test
    void aHeldAccountIsPushedByNobodyAndKeepsAll() throws Exception {
        stage.mail(ANNA, HELLO, BOB);
        stage.deliveries.hold(ANNA, "kim", "the customer moves house");
        stage.restart();
        for (Reason reason : Reason.values()) {
            stage.deliveries.requestRun(ANNA, reason);
            stage.settle();
        }
        assertTrue(stage.flush().words().contains("held by kim"), "an operator is told who holds it");
        assertTrue(host.peers().isEmpty(), "not even dialled");
        assertEquals("the customer moves house", stage.state().hold().orElseThrow().reason());

        assertTrue(stage.deliveries.release(ANNA, "eve"));
        stage.settle();
        assertEquals(1, host.taken().size());
        assertFalse(stage.deliveries.release(ANNA, "eve"), "nobody holds it any more");
    }

    @Test
    void anOperatorEndsTheWaitingOfOneMessage() throws Exception {
        String ended = stage.mail(ANNA, HELLO, BOB).id();
        stage.mail(ANNA, HELLO, BOB);
        stage.mail(ANNA, ReversePath.none(), bytes(HELLO), BOB);
        List<WaitingMail> waiting = stage.deliveries.waiting(ANNA);
        assertEquals(List.of(address(BOB)), waiting.getFirst().recipients());

        List<GivenUp> results = stage.deliveries.giveUp(
                ANNA, List.of(ended, "nobody", waiting.get(2).id()), "kim", "a customer asked");

        assertEquals(
                List.of(GivenUp.Outcome.BOUNCED, GivenUp.Outcome.UNKNOWN, GivenUp.Outcome.ENDED),
                results.stream().map(GivenUp::outcome).toList());
        assertEquals(1, stage.waiting());
        assertEquals(1, stage.spool.list(SystemMailbox.OUTGOING).size());
        assertEquals(
                "ended by kim: a customer asked", stage.journal.of("given-up").getFirst().fields().get("reason"));
    }
}
