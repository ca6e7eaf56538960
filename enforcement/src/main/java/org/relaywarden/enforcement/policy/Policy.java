// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.policy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.block.Measure;

/** What follows from a proven relay, and by when. Pure code. Thread-safe. */
public final class Policy {

    private final PolicySettings settings;

    public Policy(PolicySettings settings) {
        this.settings = settings;
    }

    /**
     * What is known of the host.
     *
     * @param usesSmarthost whether the customer's books say that it sends through our smarthost
     * @param cameThroughSmarthost whether a probe came back from there
     * @param networkBlockUnconfirmed whether a network block was asked for and the driver could not do it
     */
    public record Situation(
            Line line, boolean usesSmarthost, boolean cameThroughSmarthost, boolean networkBlockUnconfirmed) {}

    /**
     * The measures, and why.
     *
     * @param measures may be none (E10)
     * @param deadline how long the customer has (E5), where the line has a deadline
     * @param why in words for the case's history
     */
    public record Decision(List<Measure> measures, Optional<Duration> deadline, String why) {
        public Decision {
            measures = List.copyOf(measures);
        }
    }

    /**
     * How much is blocked already.
     *
     * @param casesLastHour cases that got blocks within the last hour
     * @param customersBlocked customers under a block now
     * @param customers all customers
     */
    public record Load(int casesLastHour, int customersBlocked, int customers) {}

    /** What the line and the proof call for. */
    public Decision decide(Situation situation) {
        return switch (situation.line()) {
            case DIAL_UP -> new Decision(
                    List.of(Measure.DIAL_UP_FILTER),
                    Optional.empty(),
                    "the line is dial-up, where an inbound filter closes the relay and bSMTP still passes (E1, E2)");
            case ADSL -> onAdsl(situation);
            case ELSEWHERE -> situation.usesSmarthost()
                    ? new Decision(
                            List.of(Measure.SMARTHOST_BLOCK),
                            Optional.empty(),
                            "the line is another provider's, so the smarthost is the only place to block at (E10)")
                    : new Decision(
                            List.of(),
                            Optional.empty(),
                            "the line is another provider's and the host does not use our smarthost: there is nothing"
                                    + " to block at, only a warning (E10)");
        };
    }

    private Decision onAdsl(Situation situation) {
        Optional<Duration> deadline = Optional.of(settings.adslDeadline());
        String network = "the line is ADSL, where the host's mail ports are closed at the network (E4)";
        boolean named = situation.cameThroughSmarthost() || situation.networkBlockUnconfirmed();
        if (!named || !(situation.usesSmarthost() || situation.cameThroughSmarthost())) {
            return new Decision(List.of(Measure.NETWORK_BLOCK), deadline, network);
        }
        String smarthost = situation.cameThroughSmarthost()
                ? "; a test mail came back through our smarthost, so that is closed to the host too"
                : "; the network block is not confirmed, so the smarthost is closed to the host too";
        return new Decision(
                List.of(Measure.NETWORK_BLOCK, Measure.SMARTHOST_BLOCK), deadline, network + smarthost);
    }

    /** Which brake bites, in words that end no sentence; empty when measures may be taken without a person. */
    public Optional<String> brake(InetAddress address, Load load) {
        PolicySettings.Brakes brakes = settings.brakes();
        if (brakes.stopped()) {
            return Optional.of("the stop switch is on, so nothing is blocked by itself");
        }
        if (isSmarthost(address)) {
            return Optional.of("the address is our own smarthost's, which is never blocked");
        }
        Optional<AddressRange> never =
                brakes.neverBlock().stream().filter(range -> range.contains(address)).findFirst();
        if (never.isPresent()) {
            return Optional.of("the address stands on the list of those that are never blocked (" + never.get() + ")");
        }
        if (load.casesLastHour() >= brakes.casesPerHourMax()) {
            return Optional.of("the ceiling of " + brakes.casesPerHourMax() + " automatic blocks an hour is reached");
        }
        int blocked = load.customersBlocked() + 1;
        if (blocked > brakes.customersAlwaysAllowed()
                && blocked > brakes.customersShareMax() * load.customers()) {
            return Optional.of(blocked + " of " + load.customers()
                    + " customers would be blocked, more than the ceiling of "
                    + brakes.customersShareMax() * 100 + "%");
        }
        return Optional.empty();
    }

    /** Whether our own smarthost handed this in. */
    public boolean isSmarthost(InetAddress peer) {
        return settings.smarthostAddresses().contains(peer);
    }
}
