// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.relaywarden.bsmtp.client.AnnouncedSources.Source;
import org.relaywarden.bsmtp.client.SourceAddresses.Choice;
import org.relaywarden.testbed.TurnableClock;

/** B14: only announced addresses, each from its day on. */
final class AnnouncedSourcesTest {

    private static final InetAddress OLD = InetAddress.ofLiteral("192.0.2.20");
    private static final InetAddress COMING = InetAddress.ofLiteral("198.51.100.20");
    private static final InetSocketAddress HOST = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.5"), 25);
    private static final InetSocketAddress SIX = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::5"), 25);
    private static final Instant DAY = Instant.parse("2027-01-15T00:00:00Z");

    private final TurnableClock clock = new TurnableClock(DAY.minusSeconds(1));

    @Test
    void aNewAddressIsNotUsedBeforeItsDay() {
        var sources = new AnnouncedSources(List.of(new Source(COMING, Optional.of(DAY))), clock);
        Choice.None none = (Choice.None) sources.to(HOST);
        assertTrue(none.words().contains("2027-01-15"), none.words());

        clock.advance(Duration.ofSeconds(1));
        assertEquals(new Choice.From(COMING), sources.to(HOST));
    }

    @Test
    void hostsAreSharedAmongAddressesThatAreInForceAndEachStaysWithItsOwn() {
        var sources = new AnnouncedSources(
                List.of(new Source(OLD, Optional.empty()), new Source(COMING, Optional.of(DAY))), clock);
        assertEquals(Set.of(new Choice.From(OLD)), chosen(sources));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(Set.of(new Choice.From(OLD), new Choice.From(COMING)), chosen(sources));
        assertEquals(sources.to(HOST), sources.to(HOST));
    }

    private static Set<Choice> chosen(AnnouncedSources sources) {
        return IntStream.range(1, 60)
                .mapToObj(last -> new InetSocketAddress(InetAddress.ofLiteral("203.0.113." + last), 25))
                .map(sources::to)
                .collect(Collectors.toSet());
    }

    @Test
    void theSystemsOwnChoiceIsNoneOfTheAnnounced() {
        var sources = new AnnouncedSources(List.of(new Source(OLD, Optional.empty())), clock);
        assertTrue(sources.to(SIX) instanceof Choice.None, "another family: not dialled");
        assertEquals(new Choice.Any(), new AnnouncedSources(List.of(), clock).to(SIX), "nothing is announced");
    }
}
