// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.replies.Heard;
import org.relaywarden.testbed.simulated.Dialogue;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Hostile;

/** One conversation, against servers that answer as told. */
@Timeout(30)
class ProbeTest {

    private static final List<RelayTest> ALL = Battery.tier1();

    @Test
    void anAddressThatIsNoCustomersIsNotDialled() {
        // S7, decision 20: asked at the moment of the dial, with the address that is dialled.
        try (SimulatedMailServer server = server(Behaviours.OPEN)) {
            Conversation talk = new Probe(Books.ofNobody(), InstantSource.system()).converse(call(server), ALL);

            assertEquals(Conversation.Reach.NOT_DIALLED, talk.reach());
            assertEquals(ALL.size(), talk.answers().size());
            assertTrue(server.dialogues().isEmpty(), "no packet");
        }
    }

    @Test
    void theBooksAreAskedAboutTheVeryAddressOnceForEachDial() {
        try (SimulatedMailServer server = server(Behaviours.CLOSED)) {
            Books books = Books.ofEverybody();
            Call call = call(server);
            Probe probe = new Probe(books, InstantSource.system());
            probe.converse(call, ALL);
            probe.converse(call, ALL);

            InetSocketAddress dialled = new InetSocketAddress(call.target().address(), call.path().port());
            assertEquals(List.of(dialled, dialled), books.asked);
            assertEquals(server.address(), dialled);
            // No name goes with it that somebody could resolve once more: toString shows none.
            assertTrue(call.target().address().toString().startsWith("/"), () -> call.target().toString());
        }
    }

    @Test
    void afterFourRefusalsWeLeave() {
        try (SimulatedMailServer server = server(Behaviours.CLOSED)) {
            Conversation talk = converse(server);

            assertEquals(List.of("S1", "K0", "S1b", "S3", "S4"), ids(talk), "the control is no refusal");
            assertEquals(ALL.subList(5, ALL.size()), talk.left());
            Dialogue seen = server.dialogues().getFirst();
            assertEquals(4, seen.refusals());
            assertEquals(3, seen.resets(), "control and plain attempt share a sender, and so a transaction");
            assertTrue(seen.quit());
        }
    }

    @Test
    void aTestWithAnotherGreetingGetsAConnectionOfItsOwn() {
        List<RelayTest> last = ALL.subList(ALL.size() - 3, ALL.size());
        try (SimulatedMailServer server = server(Behaviours.CLOSED)) {
            Conversation talk = converse(server.address(), last);

            assertEquals(List.of("K1"), ids(talk));
            assertEquals(List.of("H1", "K2"), talk.left().stream().map(test -> test.id().value()).toList());
        }
    }

    @Test
    void aRefusedEhloIsFollowedByHelo() {
        // RFC 5321 section 3.2
        try (SimulatedMailServer server = server(Behaviours.HELO_ONLY_OPEN)) {
            converse(server);

            List<String> lines = server.dialogues().getFirst().lines();
            assertTrue(lines.contains("C: EHLO relaytest.isp.example"));
            assertTrue(lines.contains("C: HELO relaytest.isp.example"));
        }
    }

    @Test
    void whatAHostCutsOffIsLeftForAnotherConversation() {
        try (SimulatedMailServer server = server(Behaviours.dropsConnection(2, Behaviours.CLOSED))) {
            Conversation talk = converse(server);

            assertTrue(talk.answers().stream().allMatch(answer -> answer.heard() instanceof Heard.Said));
            assertEquals(ALL.size(), talk.answers().size() + talk.left().size());
            assertTrue(talk.answers().size() >= 2, "control and two refusals: " + ids(talk));
        }
    }

    @Test
    void hostileServersAreBoundedAndSaidSo() {
        record Row(Behaviour behaviour, Heard.Break how, String why) {}
        for (Row row : List.of(
                new Row(Behaviours.SILENT, Heard.Break.TOO_SLOW, "no banner"),
                new Row(Behaviours.DEAD, Heard.Break.NO_CONNECTION, "nobody listens"),
                new Row(Hostile.ENDLESS_BANNER, Heard.Break.TOO_MUCH, "lines without end"),
                new Row(Hostile.HUGE_REPLY_LINE, Heard.Break.TOO_MUCH, "a gibibyte in a line"),
                new Row(Hostile.dribble(Duration.ofMillis(200), Behaviours.CLOSED), Heard.Break.TOO_SLOW, "dribble"))) {
            try (SimulatedMailServer server = server(row.behaviour())) {
                long began = System.nanoTime();
                Conversation talk = converse(server);
                Duration took = Duration.ofNanos(System.nanoTime() - began);

                TestAnswer answer = talk.answers().getFirst();
                assertTrue(answer.heard() instanceof Heard.Broke(Heard.Break how, String what) && how == row.how(),
                        () -> row.why() + ": " + answer);
                assertEquals(ALL.size(), talk.answers().size(), "all of them, without being asked");
                assertTrue(took.compareTo(Duration.ofSeconds(8)) < 0, () -> row.why() + " took " + took);
            }
        }
    }

    @Test
    void recipientsOfOneSenderGoInOneGoWhereTheHostCanTakeThat() throws Exception {
        // RFC 2920: a host that answers only when it has heard all three would wait for ever otherwise.
        List<RelayTest> three = ALL.stream()
                .filter(test -> List.of("R1", "R6", "R8").contains(test.id().value()))
                .toList();
        try (ScriptedHost host = ScriptedHost.answering(
                "220 mail.acme.example",
                "EHLO|250-mail.acme.example\r\n250 PIPELINING",
                "MAIL|250 ok",
                "RCPT RCPT RCPT|550 5.7.1 no\r\n550 5.7.1 no\r\n550 5.7.1 no",
                "QUIT|221 bye")) {
            Conversation talk = converse(host.address(), three);

            assertEquals(List.of("R1", "R6", "R8"), ids(talk), host::heard);
            assertEquals(List.of(), talk.left());
        }
    }

    @Test
    void aMessageGoesInATransactionOfItsOwn() {
        try (SimulatedMailServer server = server(Behaviours.OPEN)) {
            List<RelayTest> some = ALL.stream()
                    .filter(test -> List.of("K0", "R1", "R6").contains(test.id().value()))
                    .toList();
            Conversation talk = converse(server.address(), some);

            List<String> lines = server.dialogues().getFirst().lines();
            int data = lines.indexOf("C: DATA");
            assertEquals("C: RCPT TO:<rR1%probe.isp.example@acme.example>", lines.get(data - 2));
            assertEquals("C: MAIL FROM:<bR1@scan.isp.example>", lines.get(data - 4), "a bounce names the test");
            assertTrue(lines.contains("C: MAIL FROM:<bS1@scan.isp.example>"), "the same sender in every survey");
            assertTrue(talk.answers().getFirst().heard().isPositive());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            H2   | EHLO mail.acme.example
            H3b  | EHLO [127.0.0.1]
            H6   | (none)
            S15  | RCPT TO:rS15@probe.isp.example
            S16  | RCPT TO:<postmaster@acme.example>
            R23c | RCPT TO:<rR23c@probe.isp.example\\u0009>
            """)
    void anOddFormIsSaidAsItStands(String id, String line) {
        try (SimulatedMailServer server = server(Behaviours.CLOSED)) {
            converse(server.address(), List.of(Battery.find(new TestId(id)).orElseThrow()));

            List<String> lines = server.dialogues().getFirst().lines();
            boolean greeted = lines.stream().anyMatch(said -> said.startsWith("C: EHLO"));
            assertTrue(line.equals("(none)") ? !greeted : lines.contains("C: " + line), () -> lines.toString());
        }
    }

    @Test
    void whatAnExtensionIsNeededForIsNotAskedWithoutIt() {
        try (SimulatedMailServer server = server(Behaviours.CLOSED)) {
            List<RelayTest> odd = Battery.upTo(3).stream()
                    .filter(test -> test.manner().needs().isPresent())
                    .toList();
            Conversation talk = converse(server.address(), odd);

            assertEquals(5, talk.answers().size(), "R26a to R26c, R29, X9");
            for (TestAnswer answer : talk.answers()) {
                assertTrue(answer.heard().toString().contains("the host does not offer"), answer::toString);
            }
        }
    }

    @Test
    void aControlNeverSendsAMessage() {
        try (SimulatedMailServer server = server(Behaviours.TAKES_AND_DROPS)) {
            List<RelayTest> controls = ALL.stream().filter(test -> test.id().isControl()).toList();
            converse(server.address(), controls);

            assertTrue(server.dialogues().getFirst().lines().stream().noneMatch(line -> line.equals("C: DATA")));
        }
    }

    private static Conversation converse(SimulatedMailServer server) {
        return converse(server.address(), ALL);
    }

    private static Conversation converse(InetSocketAddress host, List<RelayTest> tests) {
        return new Probe(Books.ofEverybody(), InstantSource.system()).converse(call(host), tests);
    }

    private static List<String> ids(Conversation talk) {
        return talk.answers().stream().map(answer -> answer.test().id().value()).toList();
    }

    private static SimulatedMailServer server(Behaviour behaviour) {
        return SimulatedMailServer.named("mail.acme.example")
                .at("127.0.9.1")
                .serving("acme.example")
                .behaving(behaviour)
                .start();
    }

    private static Call call(SimulatedMailServer server) {
        return call(server.address());
    }

    private static Call call(InetSocketAddress host) {
        return Calls.to(host, Security.PLAIN, ProbeTimeouts.each(Duration.ofSeconds(2)));
    }
}
