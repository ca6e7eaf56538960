// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.relaywarden.bsmtp.client.ClientSettings;

/**
 * How mail is delivered. Immutable.
 *
 * @param folder where it is noted who of a message's recipients has it already; made when it is missing
 * @param retryEvery B4: how long an account waits after a try that left mail behind
 * @param signOnRetries decision 8: the waits before further dials when a host can't be reached after a sign-on
 * @param runsAtOnce accounts served at the same time; others wait for their turn
 * @param smarthosts whose mail to a customer's domain triggers its delivery (B8)
 */
public record DeliverySettings(
        Path folder,
        Duration retryEvery,
        List<Duration> signOnRetries,
        int runsAtOnce,
        Set<InetAddress> smarthosts,
        ClientSettings client) {

    /** Decision 8. */
    private static final List<Duration> AFTER_SIGN_ON =
            List.of(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30));

    public DeliverySettings {
        signOnRetries = List.copyOf(signOnRetries);
        smarthosts = Set.copyOf(smarthosts);
        if (runsAtOnce < 1) {
            throw new IllegalArgumentException("at least one run at once, got " + runsAtOnce);
        }
        if (retryEvery.isNegative() || retryEvery.isZero()) {
            throw new IllegalArgumentException("a retry needs a wait before it, got " + retryEvery);
        }
    }

    /** After a sign-on again at 3, 10 and 30 seconds; no smarthost of ours. */
    public DeliverySettings(Path folder, Duration retryEvery, int runsAtOnce, ClientSettings client) {
        this(folder, retryEvery, AFTER_SIGN_ON, runsAtOnce, Set.of(), client);
    }

    /** The same with these smarthosts (B8). */
    public DeliverySettings withSmarthosts(Set<InetAddress> addresses) {
        return new DeliverySettings(folder, retryEvery, signOnRetries, runsAtOnce, addresses, client);
    }
}
