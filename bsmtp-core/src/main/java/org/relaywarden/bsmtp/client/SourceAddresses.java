// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Which address a host is dialled from (B14). Thread-safe. */
@FunctionalInterface
public interface SourceAddresses {

    /** What became of the choice. */
    sealed interface Choice {

        /** This one. */
        record From(InetAddress address) implements Choice {}

        /** Whatever the system picks: no ranges are announced. */
        record Any() implements Choice {}

        /**
         * None will do: what the system would pick instead is in no announced range, and a customer's firewall may
         * rightly stop it.
         *
         * @param words why, in our words
         */
        record None(String words) implements Choice {}
    }

    /** Where to dial this host from, today. */
    Choice to(InetSocketAddress host);

    /** Whatever the system picks. */
    static SourceAddresses any() {
        return host -> new Choice.Any();
    }

    /** Always this one, for hosts of its family. */
    static SourceAddresses only(InetAddress address) {
        return host -> address.getClass() == host.getAddress().getClass()
                ? new Choice.From(address)
                : new Choice.None("the address that mail is delivered from is " + address.getHostAddress()
                        + ", of another family than the host's");
    }
}
