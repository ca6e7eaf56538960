// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.net.InetSocketAddress;

/** Which way recipients go: those who go the same way share a connection. */
sealed interface Way {

    /** Into our own mailboxes. */
    record Here() implements Way {
        @Override
        public String toString() {
            return "here";
        }
    }

    /** By one host that takes all. */
    record Relay(InetSocketAddress host) implements Way {
        @Override
        public String toString() {
            return host.getAddress().getHostAddress() + ":" + host.getPort();
        }
    }

    /** To the exchangers of a domain. */
    record Domain(String name) implements Way {
        @Override
        public String toString() {
            return name;
        }
    }
}
