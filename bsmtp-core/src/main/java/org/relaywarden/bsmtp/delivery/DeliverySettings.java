// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.nio.file.Path;
import java.time.Duration;
import org.relaywarden.bsmtp.client.ClientSettings;

/**
 * How mail is delivered. Immutable.
 *
 * @param folder where it is noted who of a message's recipients has it already; made when it is missing
 * @param retryEvery B4: how long an account waits after a try that left mail behind
 * @param runsAtOnce accounts served at the same time; others wait for their turn
 */
public record DeliverySettings(Path folder, Duration retryEvery, int runsAtOnce, ClientSettings client) {

    public DeliverySettings {
        if (runsAtOnce < 1) {
            throw new IllegalArgumentException("at least one run at once, got " + runsAtOnce);
        }
        if (retryEvery.isNegative() || retryEvery.isZero()) {
            throw new IllegalArgumentException("a retry needs a wait before it, got " + retryEvery);
        }
    }
}
