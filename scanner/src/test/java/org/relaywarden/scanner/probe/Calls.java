// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.scanner.battery.Names;
import org.relaywarden.scanner.battery.OurNames;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.battery.TokenPair;
import org.relaywarden.scanner.targets.Target;

/** Calls to a customer's host, for tests of single conversations. */
final class Calls {

    private Calls() {}

    static Call to(InetSocketAddress host, Security security, ProbeTimeouts timeouts) {
        InetAddress address = host.getAddress();
        return new Call(
                1,
                new Target("acme", address, host.getPort(), Line.ADSL, List.of("acme.example")),
                new TestPath(host.getPort(), security),
                Optional.of(InetAddress.ofLiteral("127.0.0.9")),
                "relaytest.isp.example",
                "abuse@isp.example",
                new Names(
                        new OurNames(
                                "probe.isp.example", "scan.isp.example", "isp.example", "abuse@isp.example",
                                Optional.empty(), Set.of(), Optional.empty(), Optional.of("quiet.example")),
                        address,
                        Optional.of("acme.example"),
                        Optional.empty()),
                test -> new TokenPair("r" + test, "b" + test),
                test -> true,
                4,
                timeouts);
    }
}
