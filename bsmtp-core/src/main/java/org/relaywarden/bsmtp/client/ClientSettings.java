// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.net.InetAddress;
import java.util.Optional;

/**
 * How the client shows itself. Immutable.
 *
 * @param heloName what it calls itself
 * @param source the address that it dials from (B14); empty for whatever the system picks
 */
public record ClientSettings(String heloName, Optional<InetAddress> source, ClientTimeouts timeouts) {}
