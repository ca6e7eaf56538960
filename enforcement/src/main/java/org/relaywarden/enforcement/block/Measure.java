// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

/** The measures against an open relay. */
public enum Measure {
    /** E1: an inbound filter on the dial-up line. Delivery and probe addresses pass, nobody else. */
    DIAL_UP_FILTER,
    /** E4, measure 1: the host's mail ports closed at the network. Delivery and probe addresses pass. */
    NETWORK_BLOCK,
    /** E4, measure 2: no access to our smarthost. */
    SMARTHOST_BLOCK;

    /** Whether it keeps the world from the host's mail ports; then only our own addresses see the host (S6). */
    public boolean closesMailPorts() {
        return this != SMARTHOST_BLOCK;
    }
}
