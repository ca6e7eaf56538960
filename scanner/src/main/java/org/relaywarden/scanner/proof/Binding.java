// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestPath;

/**
 * What all tokens of one run vouch for. Immutable. No clock value is in it: a retry after a greylist's delay bears the
 * same token, or it would never pass (decision 12).
 *
 * @param runId the run that sends the probes, from 1
 * @param address the host they are sent to
 * @param port its port
 * @param vantage the name of where they are sent from
 * @param path the number of the path within the run, 0 for that of the books; at most 99
 * @param security how the path is encrypted
 */
public record Binding(
        long runId, InetAddress address, int port, String vantage, int path, Security security) {

    /** On the path of the books. */
    public Binding(long runId, InetAddress address, int port, String vantage) {
        this(runId, address, port, vantage, 0, Security.PLAIN);
    }

    /** The same run by another path, perhaps from another place. */
    public Binding by(int number, TestPath other, String from) {
        return new Binding(runId, address, other.port(), from, number, other.security());
    }

    /** The bytes under the signature; no field can hold the bar that parts them. */
    String signedText() {
        String family = address instanceof Inet4Address ? "4" : "6";
        String main = String.join(
                "|",
                Long.toString(runId),
                HexFormat.of().formatHex(address.getAddress()),
                family,
                Integer.toString(port),
                vantage);
        return path == 0 ? main : main + "|" + path + "|" + security;
    }
}
