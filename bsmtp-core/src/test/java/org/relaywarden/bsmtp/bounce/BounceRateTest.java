// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.relaywarden.bsmtp.bounce.Bounced.Held;
import org.relaywarden.bsmtp.rate.Allowance;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** Five for an account and three for a sender, in an hour. */
class BounceRateTest {

    private Instant now = Failures.NOW;
    private final BounceRate rate = new BounceRate(Failures.SETTINGS, () -> now);

    private Optional<Held> take(String account, String sender) {
        return rate.take(account, Failures.address(sender));
    }

    @Test
    void aSenderGetsThreeAndThenOneEachTwentyMinutes() {
        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.empty(), take("account-" + i, "a@far.example"));
        }
        Held held = new Held(Held.Why.SENDER_RATE, Optional.of(now.plus(Duration.ofMinutes(20))));
        assertEquals(Optional.of(held), take("another", "a@far.example"));
        assertEquals(Optional.of(held), take("another", "A+tag@far.example"), "the same mailbox, written otherwise");
        assertEquals(Optional.empty(), take("another", "b@far.example"), "another sender is another's");

        now = now.plus(Duration.ofMinutes(20)).minusNanos(1);
        assertTrue(take("another", "a@far.example").isPresent(), "what was held took nothing off the allowance");
        now = now.plusNanos(1);
        assertEquals(Optional.empty(), take("another", "a@far.example"));
        assertTrue(take("another", "a@far.example").isPresent());
    }

    @Test
    void anAccountCausesFive() {
        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.empty(), take("anna", "sender-" + i + "@far.example"));
        }
        assertEquals(Optional.of(new Held(Held.Why.ACCOUNT_RATE, Optional.of(now.plus(Duration.ofMinutes(12))))),
                take("anna", "sender-6@far.example"));
        assertEquals(Optional.empty(), take("bert", "sender-6@far.example"));
        now = now.plus(Duration.ofHours(1));
        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.empty(), take("anna", "later-" + i + "@far.example"), "all of it is back");
        }
        assertTrue(take("anna", "later-6@far.example").isPresent(), "and no more than all of it");
    }

    @Test
    void aClockThatWasSetBackHoldsNobodyForLongerThanTheWindow() {
        for (int i = 0; i < 5; i++) {
            take("anna", "sender-" + i + "@far.example");
        }
        now = now.minus(Duration.ofDays(365));
        assertEquals(Optional.of(now.plus(Duration.ofMinutes(12))),
                take("anna", "other@far.example").flatMap(Held::until));
        now = now.plus(Duration.ofMinutes(12));
        assertEquals(Optional.empty(), take("anna", "other@far.example"));
    }

    @Test
    void moreSendersThanAreRememberedTakeNoMoreRoom() {
        for (int i = 0; i < Allowance.REMEMBERED_MAX + 100; i++) {
            rate.take("account-" + i, new MailAddress("s" + i, "far.example"));
        }
        assertEquals(2 * Allowance.REMEMBERED_MAX, rate.remembered());
    }
}
