// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Reply;

/** What becomes of mail that a server has taken for a stranger. */
class OnwardTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration NEVER = Duration.ofDays(1);

    private final MailSink collector = new MailSink();
    private SimulatedMailServer server;

    @BeforeEach
    void start() {
        server = relay(Duration.ofMillis(20));
    }

    @AfterEach
    void close() {
        server.close();
        collector.close();
    }

    @ParameterizedTest(name = "deferred at {0}")
    @EnumSource(MailSink.Step.class)
    void aDeferredMailIsTriedAgainUntilItIsTaken(MailSink.Step step) throws Exception {
        collector.refuse(step, Reply.of(451, "4.3.0 Later"));
        probe("tok@c.example");
        collector.awaitDialogue(2, SOON);  // it has come back at least once
        assertEquals(List.of(), collector.received());
        collector.refuseNothing();
        assertEquals(List.of("tok@c.example"), collector.await(1, SOON).recipients());
    }

    @Test
    void aRefusedMailComesBackToItsSenderAsADeliveryReport() throws Exception {
        try (var bounces = new MailSink(); SimulatedMailServer relay = SimulatedMailServer.named("mail.t.example")
                .behaving(Behaviours.OPEN)
                .onward(OnwardRoutes.to(Map.of("c.example", collector.address(), "s.example", bounces.address())))
                .start(); RawClient client = RawClient.greeted(relay.address())) {
            collector.refuse(MailSink.Step.RCPT, Reply.of(550, "5.1.1 No such mailbox"));
            client.send("b@s.example", "tok@c.example", "token-7f3a");
            assertReport(bounces.await(1, SOON), "tok@c.example", "550 5.1.1 No such mailbox");
        }
    }

    @Test
    void acceptThenBounceSendsBackWhatItTookAndKeepsWhatIsItsOwn() throws Exception {
        server.become(Behaviours.ACCEPT_THEN_BOUNCE);
        probe("tok@elsewhere.example");
        assertReport(collector.await(1, SOON), "tok@elsewhere.example", "550 5.1.1 User unknown");
        probe("postmaster@t.example");
        assertEquals(List.of("postmaster@t.example"), server.received().getFirst().recipients());
    }

    /** RFC 3464: three parts, a null envelope sender, the original inside. */
    private static void assertReport(ReceivedMail report, String recipient, String diagnosis) {
        assertEquals("", report.sender(), "RFC 5321 section 4.5.5");
        assertEquals(List.of("b@s.example"), report.recipients());
        for (String expected : List.of("Content-Type: multipart/report; report-type=delivery-status;",
                "Auto-Submitted: auto-replied", "Reporting-MTA: dns; mail.t.example",
                "Final-Recipient: rfc822; " + recipient, "Action: failed", "Status: 5.1.1",
                "Diagnostic-Code: smtp; " + diagnosis, "Subject: probe", "token-7f3a")) {
            assertTrue(report.content().contains("\r\n" + expected), () -> expected + ": " + report.content());
        }
    }

    @Test
    void aNullSenderGetsNoBounce() throws Exception {
        server.become(Behaviours.ACCEPT_THEN_BOUNCE);
        try (RawClient client = RawClient.greeted(server.address())) {
            assertEquals("250", client.send("", "tok@c.example", "hello").substring(0, 3));
        }
        assertEquals(0, server.waiting(), "RFC 5321 section 6.1: a bounce is never answered with a bounce");
        assertEquals(List.of(), collector.received());
    }

    @Test
    void whoMendsMustEmptyTheQueueToo() throws Exception {
        try (SimulatedMailServer relay = relay(NEVER)) {
            collector.refuse(MailSink.Step.CONNECT, Reply.of(421, "4.3.2 Not now"));
            probe(relay, "spam1@c.example");
            collector.awaitDialogue(1, SOON);
            relay.become(Behaviours.CLOSED);
            assertEquals(1, relay.waiting(), "E8: closed, and the spam still waits to go out");
            collector.refuseNothing();
            relay.retryNow();
            assertEquals(List.of("spam1@c.example"), collector.await(1, SOON).recipients());

            collector.refuse(MailSink.Step.CONNECT, Reply.of(421, "4.3.2 Not now"));
            relay.become(Behaviours.OPEN);
            probe(relay, "spam2@c.example");
            relay.emptyQueue();
            assertEquals(0, relay.waiting());
        }
    }

    @Test
    void aDeadServerSendsNothingUntilItLivesAgain() throws Exception {
        collector.refuse(MailSink.Step.CONNECT, Reply.of(421, "4.3.2 Not now"));
        probe("tok@c.example");
        collector.awaitDialogue(1, SOON);
        server.become(Behaviours.DEAD);
        collector.refuseNothing();
        server.retryNow();
        assertThrows(IllegalStateException.class, () -> collector.await(1, Duration.ofMillis(200)));
        assertEquals(1, server.waiting());
        server.become(Behaviours.OPEN);
        assertEquals(List.of("tok@c.example"), collector.await(1, SOON).recipients());
    }

    @Test
    void twoHopsAreSeenAsTwo() throws Exception {
        try (SimulatedMailServer output = SimulatedMailServer.named("out.example").at("127.0.7.5")
                .behaving(Behaviours.trustsClients(Set.of(InetAddress.ofLiteral("127.0.7.4"))))
                .onward(OnwardRoutes.allTo(collector.address())).start();
                SimulatedMailServer input = SimulatedMailServer.named("in.example").at("127.0.7.4")
                        .behaving(Behaviours.OPEN).onward(OnwardRoutes.allTo(output.address())).start()) {
            probe(input, "tok@c.example");
            ReceivedMail arrived = collector.await(1, SOON);
            assertEquals("127.0.7.5", arrived.peer().getHostAddress(), "the output hands in");
            assertTrue(arrived.content().startsWith("Received: from in.example ([127.0.7.4])\r\n\tby out.example"));
            assertTrue(arrived.content().contains(
                    "\r\nReceived: from relaytest-1.isp.example ([127.0.0.1])\r\n\tby in.example"));
        }
    }

    @Test
    void routesHoldForDomainsBelow() {
        OnwardRoutes routes = OnwardRoutes.to(Map.of("c.example", collector.address()));
        assertEquals(Optional.of(collector.address()), routes.nextHop("c.example"));
        assertEquals(Optional.of(collector.address()), routes.nextHop("mx-1.C.example"), "R20 sends to names below");
        assertEquals(Optional.empty(), routes.nextHop("notc.example"));
        assertEquals(Optional.empty(), OnwardRoutes.none().nextHop("c.example"));
    }

    private void probe(String recipient) throws Exception {
        probe(server, recipient);
    }

    private static void probe(SimulatedMailServer relay, String recipient) throws Exception {
        try (RawClient client = RawClient.greeted(relay.address())) {
            assertEquals("250", client.send("b@s.example", recipient, "token-7f3a").substring(0, 3));
        }
    }

    private SimulatedMailServer relay(Duration retryEvery) {
        return SimulatedMailServer.named("mail.t.example")
                .at("127.0.7.1")
                .serving("t.example")
                .behaving(Behaviours.OPEN)
                .onward(OnwardRoutes.allTo(collector.address()))
                .retryEvery(retryEvery)
                .start();
    }
}
