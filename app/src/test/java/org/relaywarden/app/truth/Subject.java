// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.relaywarden.app.truth.setups.SetUp;
import org.relaywarden.app.truth.setups.StrangersForms;

/**
 * A server of the table, as it stands on its host.
 *
 * @param login its customer's
 * @param hostName what it calls itself
 * @param domain the one whose mail is its own
 * @param address the one that is tested
 * @param program its name and version
 * @param hasOnItsWay whether it still has mail for the witness in its queue
 */
record Subject(
        SetUp setUp,
        String login,
        String hostName,
        String domain,
        String address,
        String program,
        BooleanSupplier hasOnItsWay) {

    /** In a server's own list of its queue: some show an address as it came, and unwrap it only when they deliver. */
    private static final Pattern ON_ITS_WAY = Pattern.compile("witness\\.example|192\\.0\\.2\\.99|2001:db8:[:0]*99");

    /** What OpenSMTPD says of mail for names that it was told no way to: there is no DNS, and it waits for ever. */
    private static final String NO_WAY = "Temporary failure in MX lookup";

    /** Whether a server's list of its queue holds mail that may yet come to the witness. */
    static boolean isOnItsWay(String queue) {
        return queue.lines().anyMatch(line -> ON_ITS_WAY.matcher(line).find() && !line.contains(NO_WAY));
    }

    /** What the stranger's forms are filled with. */
    Map<String, String> names() {
        return Map.of(
                "host", hostName,
                "domain", domain,
                "address", address,
                "label", "h" + address.replace('.', '-'),
                "w", StrangersForms.WITNESS_DOMAIN);
    }

    /** Waits until it has none; each look runs a program of the server's and takes its time. False when it keeps some. */
    boolean hasPassedOnAll(Duration limit) {
        Instant latest = Instant.now().plus(limit);
        while (hasOnItsWay.getAsBoolean()) {
            if (Instant.now().isAfter(latest)) {
                return false;
            }
        }
        return true;
    }
}
