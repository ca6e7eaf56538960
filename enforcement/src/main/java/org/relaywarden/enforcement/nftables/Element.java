// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

/**
 * One element of a set of blocked hosts: what no stranger may connect to. Immutable.
 *
 * @param port the TCP port, 1 to 65535
 */
record Element(Prefix host, int port) {

    Family family() {
        return host.family();
    }

    /** As people read it. */
    @Override
    public String toString() {
        return host + " port " + port;
    }
}
