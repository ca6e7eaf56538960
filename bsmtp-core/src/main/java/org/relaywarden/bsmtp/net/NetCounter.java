// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import org.relaywarden.bsmtp.journal.Counter;

/** What the listeners count. */
public enum NetCounter implements Counter {
    /** Connections that got a session. */
    SESSIONS("net.sessions", "connections"),
    /** Connections refused because all sessions were in use: the ceiling is too low, or someone floods us. */
    ALL_IN_USE("net.refused-all-in-use", "connections"),
    /** Connections refused because their peer had as many as one peer may have. */
    PEER_IN_USE("net.refused-peer-in-use", "connections"),
    /** Connections refused because their peer's network (IPv4 /24, IPv6 /48) had as many as one may have. */
    NETWORK_IN_USE("net.refused-network-in-use", "connections"),
    /** Connections cut because the peer did not read what we wrote, or a close did not end in time. */
    CUT("net.cut", "connections");

    private final String id;
    private final String unit;

    NetCounter(String id, String unit) {
        this.id = id;
        this.unit = unit;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String unit() {
        return unit;
    }
}
