// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * What all tokens of one run vouch for. Immutable. No clock value is in it: a retry after a greylist's delay bears the
 * same token, or it would never pass (decision 12).
 *
 * @param runId the run that sends the probes, from 1
 * @param address the host they are sent to
 * @param port its port
 * @param vantage the name of where they are sent from
 */
public record Binding(long runId, InetAddress address, int port, String vantage) {

    /** The bytes under the signature; no field can hold the bar that parts them. */
    String signedText() {
        String family = address instanceof Inet4Address ? "4" : "6";
        return String.join(
                "|",
                Long.toString(runId),
                HexFormat.of().formatHex(address.getAddress()),
                family,
                Integer.toString(port),
                vantage);
    }
}
