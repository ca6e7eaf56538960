// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.onward.OnwardStage.BOB;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.delivery.ScriptedHost;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.routing.Route;
import org.relaywarden.bsmtp.smtp.EnhancedCode;

/** B17: mail of customers on its way into the world: it arrives, waits, or its sender is told. */
@Timeout(120)
class OnwardDeliveryTest {

    @AutoClose
    private OnwardStage stage;

    private ScriptedHost host;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        stage = new OnwardStage(folder, OnwardStage.PATIENT);
        host = stage.host;
    }

    @Test
    void whatComesGoesAtOnce() throws Exception {
        stage.mail(BOB, "eve@far.example");
        stage.settle();
        assertEquals(List.of(BOB, "eve@far.example"), host.taken().getFirst().recipients(), "one transaction");
        assertEquals("ann@anna.example", host.taken().getFirst().sender());
        assertEquals(OnwardStage.TEXT, host.taken().getFirst().text(), "byte for byte");
        assertEquals(0, stage.waiting());
        assertEquals("anna", stage.journal.of("sent").getFirst().fields().get("login"));
    }

    @Test
    void whatLayThereGoesAtTheStart() throws Exception {
        host.doing((moment, line, connection) -> moment == Moment.BANNER ? "421 not now" : null);
        stage.mail(BOB);
        stage.settle();
        assertEquals(1, stage.waiting());
        host.sound();
        stage.startAgain();
        assertEquals(1, host.taken().size());
        assertEquals(0, stage.waiting());
    }

    /** 5, 10, 20, 40, 80, 160 minutes, and then each four hours. */
    @Test
    void theWaitDoublesUpToFourHours() throws Exception {
        host.doing((moment, line, connection) -> moment == Moment.RCPT ? "450 4.2.0 greylisted" : null);
        stage.mail(BOB);
        stage.settle();
        for (int minutes = 1; minutes <= 800; minutes++) {
            stage.later(Duration.ofMinutes(1));
        }
        assertEquals(9, host.peers().size(), "at 0, 5, 15, 35, 75, 155, 315, 555 and 795 minutes");
        assertEquals(1, stage.waiting());
        assertEquals(List.of(), stage.toAnna(), "nobody is told yet");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            RCPT | 550 5.1.1 no such user   | 5.1.1
            RCPT | 554 5.7.1 not from you   | 5.7.1
            MAIL | 553 5.1.8 bad sender     | 5.1.8
            DATA | 554 5.5.1 no data        | 5.5.1
            DOT  | 550 5.7.0 it is spam     | 5.7.0
            DOT  | 552 too large            | 5.0.0
            """)
    void aFinalWordBouncesToTheSender(Moment at, String reply, String status) throws Exception {
        host.doing((moment, line, connection) -> moment == at ? reply : null);
        stage.mail(BOB);
        stage.settle();
        assertEquals(0, stage.waiting());
        assertEquals(0, host.taken().size());
        // The sender is a customer: the bounce goes into its mailbox, and not by way of the world.
        String bounce = stage.toAnna().getFirst();
        assertTrue(bounce.contains("Status: " + status) && bounce.contains("Final-Recipient: rfc822; " + BOB), bounce);
        assertTrue(bounce.contains(reply), bounce);
        assertEquals(0, stage.spool.list(SystemMailbox.OUTGOING).size(), "it is there for good, and gone here");
    }

    @Test
    void aBounceGoesIntoTheWorldToo() throws Exception {
        host.doing((moment, line, connection) -> line.contains(BOB) && moment == Moment.RCPT ? "550 5.1.1 no" : null);
        stage.mailFrom("ann@far.example", BOB);
        stage.settle();
        ScriptedHost.Taken bounce = host.taken().getFirst();
        assertEquals("", bounce.sender(), "RFC 5321 section 4.5.5");
        assertEquals(List.of("ann@far.example"), bounce.recipients());
    }

    @Test
    void noBounceForTheNullSender() throws Exception {
        host.doing((moment, line, connection) -> moment == Moment.RCPT ? "550 5.1.1 no" : null);
        stage.mailFrom("", BOB);
        stage.settle();
        assertEquals(0, stage.waiting());
        assertEquals(0, stage.spool.list(SystemMailbox.OUTGOING).size());
        assertEquals(0, stage.spool.list(SystemMailbox.POSTMASTER).size());
    }

    /** A bounce of ours that nobody takes ends before the postmaster. */
    @Test
    void aBounceThatFailsIsThePostmasters() throws Exception {
        host.doing((moment, line, connection) -> moment == Moment.RCPT ? "550 5.1.1 no" : null);
        stage.mailFrom("nobody@far.example", BOB);
        stage.settle();
        assertEquals(0, stage.spool.list(SystemMailbox.OUTGOING).size());
        assertEquals(1, stage.spool.list(SystemMailbox.POSTMASTER).size());
    }

    @Test
    void afterFiveDaysTheSenderIsTold() throws Exception {
        host.doing((moment, line, connection) -> moment == Moment.BANNER ? "421 not now" : null);
        stage.mail(BOB);
        stage.settle();
        stage.later(Duration.ofDays(5).minusSeconds(1));
        assertEquals(1, stage.waiting());
        stage.later(Duration.ofHours(5));
        assertEquals(0, stage.waiting());
        String bounce = stage.toAnna().getFirst();
        assertTrue(bounce.contains("Status: 4.4.7") && bounce.contains("421 not now"), bounce);
    }

    @Test
    void someHaveItSomeNeverGetItAndSomeWait() throws Exception {
        host.doing((moment, line, connection) -> moment != Moment.RCPT ? null
                : line.contains("<no@") ? "550 5.1.1 no such user"
                : line.contains("<later@") && host.taken().isEmpty() ? "451 4.7.1 greylisted" : null);
        stage.mail("yes@far.example", "no@far.example", "later@far.example");
        stage.settle();
        assertEquals(List.of("yes@far.example"), host.taken().getFirst().recipients());
        assertEquals(1, stage.toAnna().size());
        assertEquals(1, stage.waiting());
        stage.startAgain(); // a crash: what is noted on the disk is all that is known
        assertEquals(List.of("later@far.example"), host.taken().getLast().recipients(), "nobody gets it twice");
        assertEquals(2, host.taken().size());
        assertEquals(1, stage.toAnna().size(), "and is told once");
        assertEquals(0, stage.waiting());
    }

    @Test
    void moreThanAHostTakesAtATimeGoAtOnceInTheNextTransaction() throws Exception {
        host.doing((moment, line, connection) -> moment == Moment.RCPT && line.contains("<c@")
                && host.taken().isEmpty() ? "452 4.5.3 too many" : null);
        stage.mail("a@far.example", "b@far.example", "c@far.example");
        stage.settle();
        assertEquals(List.of("c@far.example"), host.taken().getLast().recipients());
        assertEquals(0, stage.waiting());
    }

    @Test
    void eachDomainGoesItsOwnWay() throws Exception {
        try (ScriptedHost near = stage.hostAt("127.0.0.2")) {
            stage.leadsTo("near.example", near);
            near.doing((moment, line, connection) -> moment == Moment.BANNER ? "421 not now" : null);
            stage.mail(BOB, "x@near.example", "y@anna.example");
            stage.settle();
            assertEquals(List.of(BOB), host.taken().getFirst().recipients());
            assertEquals(List.of(OnwardStage.TEXT), stage.toAnna(), "our own domains are not dialled");
            assertEquals(1, stage.waiting());
            near.sound();
            stage.startAgain();
            assertEquals(List.of("x@near.example"), near.taken().getFirst().recipients());
            assertEquals(1, host.taken().size());
            assertEquals(1, stage.toAnna().size());
            assertEquals(0, stage.waiting());
        }
    }

    /** E4, decision 12: our smarthost relayed it, so our smarthost handed it in. */
    @Test
    void aProbeThatWentThroughUsIsHandedInByUs() throws Exception {
        stage.mail("token@collector.example");
        stage.settle();
        var probe = stage.spool.list(SystemMailbox.COLLECTOR).getFirst();
        assertEquals(Optional.of(OnwardStage.OWN), probe.envelope().peer());
        assertEquals(0, stage.waiting());
    }

    @Test
    void theNextExchangerIsDialledWhenTheFirstIsAway() throws Exception {
        ScriptedHost gone = stage.hostAt("127.0.0.3");
        gone.close();
        try (ScriptedHost second = stage.hostAt("127.0.0.2")) {
            stage.leadsTo("far.example", gone, host, second);
            host.doing((moment, line, connection) -> moment == Moment.BANNER ? "554 no service here" : null);
            stage.mail(BOB);
            stage.settle();
            assertEquals(List.of(BOB), second.taken().getFirst().recipients());
        }
    }

    @Test
    void whereThereIsNoWayTheSenderIsTold() throws Exception {
        stage.routes.put("none.example", new Route.Nowhere(new EnhancedCode(5, 1, 10), "takes no mail"));
        stage.mail("x@none.example");
        stage.settle();
        assertEquals(0, stage.waiting());
        assertTrue(stage.toAnna().getFirst().contains("Status: 5.1.10"), stage.toAnna().getFirst());
    }

    @Test
    void whatDnsCantSayWaits() throws Exception {
        stage.routes.put("silent.example", new Route.Unknown("name server was silent"));
        stage.mail("x@silent.example");
        stage.settle();
        assertEquals(1, stage.waiting());
        stage.leadsTo("silent.example", host);
        stage.later(Duration.ofMinutes(4));
        assertEquals(0, host.taken().size(), "not before five minutes");
        stage.later(Duration.ofMinutes(1));
        assertEquals(1, host.taken().size());
    }

    @Test
    void aRelayTakesAll() throws Exception {
        stage.byRelay(host.address());
        stage.startAgain();
        stage.mail("x@near.example", "y@elsewhere.example", "z@anna.example");
        stage.settle();
        assertEquals(List.of("x@near.example", "y@elsewhere.example"), host.taken().getFirst().recipients());
        assertEquals(1, stage.toAnna().size());
    }

    /** One that takes its time holds up its own mail alone, and has no more connections than one domain may have. */
    @Test
    void aSlowDomainHoldsUpNobodyElse() throws Exception {
        ScriptedHost slow = stage.hostAt("127.0.0.2");
        slow.doing((moment, line, connection) -> moment == Moment.BANNER ? ScriptedHost.STALL : null);
        stage.leadsTo("slow.example", slow);
        var arrived = new CountDownLatch(1);
        host.doing((moment, line, connection) -> {
            if (moment == Moment.DOT) {
                arrived.countDown();
            }
            return null;
        });
        for (int i = 0; i < 10; i++) {
            stage.mail("x" + i + "@slow.example");
        }
        stage.mail(BOB);
        assertTrue(arrived.await(30, TimeUnit.SECONDS), "the slow one is not done before it is closed below");
        assertTrue(slow.peers().size() <= 2, () -> "two connections for a domain: " + slow.peers());
        slow.close();
        stage.settle();
        assertEquals(10, stage.waiting());
    }

    /** A host that has all the connections it wants is not one that is away. */
    @Test
    void aHostThatTakesOneConnectionGetsAllByThatOne() throws Exception {
        stage.withConnections(20, 5);
        stage.startAgain();
        var served = new AtomicInteger();
        host.doing((moment, line, connection) -> switch (moment) {
            case BANNER -> served.compareAndSet(0, connection) ? null : "421 4.7.0 too many connections";
            case QUIT -> {
                served.set(0);
                yield null;
            }
            default -> null;
        });
        for (int i = 0; i < 20; i++) {
            stage.mail("x" + i + "@far.example");
        }
        stage.settle();
        stage.later(Duration.ofMinutes(5));
        assertEquals(20, host.taken().size());
        assertEquals(0, stage.waiting());
    }

    /** Several that dial at once and find nobody are one failure: the waits grow as for one. */
    @Test
    void manyDialsInVainAreOneFailure() throws Exception {
        stage.withConnections(20, 5);
        stage.startAgain();
        host.doing((moment, line, connection) -> moment == Moment.BANNER ? "421 4.3.0 not now" : null);
        for (int i = 0; i < 5; i++) {
            stage.mail("x" + i + "@far.example");
        }
        stage.settle();
        host.sound();
        stage.later(Duration.ofMinutes(5));
        assertEquals(5, host.taken().size());
    }

    @Test
    void noMoreConnectionsThanThereAre() throws Exception {
        stage.withConnections(3, 5);
        stage.startAgain();
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        host.doing((moment, line, connection) -> {
            if (moment == Moment.MAIL) {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            }
            if (moment == Moment.DOT) { // before the reply that ends the conversation
                atOnce.decrementAndGet();
            }
            return null;
        });
        for (int domain = 0; domain < 12; domain++) {
            stage.leadsTo("d" + domain + ".example", host);
            stage.mail("x@d" + domain + ".example");
        }
        stage.settle();
        assertEquals(12, host.taken().size());
        assertTrue(most.get() <= 3, () -> "at once: " + most);
    }
}
