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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.delivery.ScriptedHost;
import org.relaywarden.bsmtp.delivery.ScriptedHost.Moment;

/** What the operator sees of customers' mail on its way, and can do for it (B17). */
@Timeout(120)
class OnwardWaitingTest {

    private static final String LATER = "450 4.2.1 come back later";

    @AutoClose
    private OnwardStage stage;

    private ScriptedHost host;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        stage = new OnwardStage(folder, OnwardStage.PATIENT);
        host = stage.host;
    }

    private void refusing(String whom) {
        host.doing((moment, line, connection) -> moment == Moment.RCPT && line.contains(whom) ? LATER : null);
    }

    @Test
    void whoWaitsForHowLongAndWhy() throws Exception {
        refusing("eve");
        stage.mail(BOB, "eve@far.example", "ann@silent.example");
        stage.settle();

        assertEquals(
                List.of(
                        "[ann@silent.example] by silent.example in 5 min no such route in this test",
                        "[eve@far.example] by far.example in 5 min " + LATER),
                stage.lines().stream().sorted().toList());
        assertEquals(
                List.of("[ann@silent.example] by silent.example ", "[eve@far.example] by far.example "),
                stage.linesFromOutside().stream().sorted().toList(),
                "bob has it; of waits only the process knows that keeps them");
        stage.later(Duration.ofMinutes(5));
        assertTrue(stage.lines().stream().allMatch(line -> line.contains(" in 10 min ")), stage.lines()::toString);
    }

    @Test
    void aHostThatServesNobodyHoldsUpAllOfItsOwn() throws Exception {
        host.doing((moment, line, connection) -> moment == Moment.BANNER ? "421 not now" : null);
        stage.mail(BOB);
        stage.settle();
        stage.mail("eve@far.example");
        stage.settle();

        assertEquals(2, stage.lines().size());
        assertTrue(stage.lines().stream().allMatch(line -> line.contains(" by far.example in 5 min ")
                && line.contains("421 not now")), stage.lines()::toString);
    }

    @Test
    void whatIsBeingHandedOverIsShownAndGoneAfterwards() throws Exception {
        CountDownLatch dot = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        host.doing((moment, line, connection) -> {
            if (moment == Moment.DOT) {
                dot.countDown();
                await(goOn);
            }
            return null;
        });
        stage.mail(BOB);
        await(dot);

        assertEquals(List.of("[bob@far.example] by far.example under way "), stage.lines());
        goOn.countDown();
        stage.settle();
        assertEquals(List.of(), stage.lines());
    }

    @Test
    void theOperatorNeedNotWait() throws Exception {
        refusing("@far.example");
        stage.mail(BOB, "ann@silent.example");
        stage.settle();
        host.sound();

        assertEquals(0, stage.tryNow(Optional.of("elsewhere.example")));
        assertEquals(1, stage.tryNow(Optional.of("far.example")));
        stage.settle();
        assertEquals(1, host.taken().size(), "without a minute's wait");
        assertEquals(List.of("[ann@silent.example] by silent.example in 5 min no such route in this test"), stage.lines());

        stage.leadsTo("silent.example", host);
        assertEquals(1, stage.tryNow(Optional.empty()));
        stage.settle();
        assertEquals(2, host.taken().size());
        assertEquals(0, stage.waiting());
    }

    @Test
    void whatTheBooksCantSortIsShown() throws Exception {
        stage.customers.closed(true);
        stage.mail(BOB);
        stage.settle();

        assertEquals(List.of("[bob@far.example] by  the books can't be asked which way it goes"), stage.lines());
        stage.customers.closed(false);
        stage.tryNow(Optional.empty());
        stage.settle();
        assertEquals(1, host.taken().size());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException hurried) {
            throw new AssertionError(hurried);
        }
    }
}
