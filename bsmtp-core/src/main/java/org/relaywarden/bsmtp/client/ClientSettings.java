// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

/**
 * How the client shows itself. Immutable.
 *
 * @param heloName what it calls itself
 * @param source the address that it dials from (B14)
 * @param startTls whether to encrypt where the host offers it
 */
public record ClientSettings(
        String heloName, SourceAddresses source, ClientTimeouts timeouts, boolean startTls) {

    /** Encrypts where it is offered. */
    public ClientSettings(String heloName, SourceAddresses source, ClientTimeouts timeouts) {
        this(heloName, source, timeouts, true);
    }
}
