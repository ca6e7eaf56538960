// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

/**
 * One way to a host: its port and how that is encrypted. Immutable; Tier 1 is asked on each (X1 to X5).
 *
 * @param port 1 to 65535
 */
public record TestPath(int port, Security security) {

    public TestPath {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, got " + port);
        }
    }

    /** The same port behind STARTTLS. */
    public TestPath afterStartTls() {
        return new TestPath(port, Security.STARTTLS);
    }

    /** The same port behind STARTTLS, where we show a certificate. */
    public TestPath withClientCertificate() {
        return new TestPath(port, Security.CLIENT_CERTIFICATE);
    }

    /** For people: {@code port 587 after STARTTLS}. */
    @Override
    public String toString() {
        return "port " + port + security.words();
    }
}
