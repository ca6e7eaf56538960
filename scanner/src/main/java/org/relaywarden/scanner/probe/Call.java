// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.relaywarden.scanner.battery.Names;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.battery.TokenPair;
import org.relaywarden.scanner.targets.Target;

/**
 * Whom to call, as whom, and how. Immutable.
 *
 * @param runId stands in the probe's own words
 * @param path by which port, and how encrypted
 * @param source the address to call from: the vantage; empty for whatever the system picks
 * @param helo our own name
 * @param contact whom the host's administrator can write to, a mail address
 * @param names for the forms; a name that the host gives itself is added
 * @param tokens for each test
 * @param refusalsMax after how many refusals we leave: Exchange hangs up after five errors, fail2ban bans after five
 */
public record Call(
        long runId,
        Target target,
        TestPath path,
        Optional<InetAddress> source,
        String helo,
        String contact,
        Names names,
        Function<TestId, TokenPair> tokens,
        Courier courier,
        int refusalsMax,
        ProbeTimeouts timeouts) {}
