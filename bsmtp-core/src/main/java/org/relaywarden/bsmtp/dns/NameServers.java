// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dns;

import java.net.InetAddress;
import java.time.Duration;

/**
 * Single questions to the name servers. Names and texts that come back are strangers': printable ASCII, names in lower
 * case without the final dot. Thread-safe; each call blocks for the time it is given at most, and nothing is remembered.
 */
public interface NameServers {

    /** Of one kind, of one name; more are left out. */
    int VALUES_MAX = 100;

    /** The address family of a question. */
    enum Family {
        /** A records. */
        IPV4,
        /** AAAA records. */
        IPV6
    }

    /**
     * One MX record.
     *
     * @param name empty for the root (RFC 7505)
     */
    record MxRecord(int preference, String name) {}

    /** Asks those of the settings. */
    static NameServers of(DnsSettings settings) {
        return new AskedServers(settings.servers());
    }

    /** The addresses of a host. */
    Answer<InetAddress> addresses(String name, Family family, Duration within);

    /** The MX records of a domain, in no order. */
    Answer<MxRecord> exchangers(String domain, Duration within);

    /**
     * The TXT records of a name, each with its strings joined (RFC 7208 section 3.3); bytes that are no printable ASCII
     * come as {@code ?}.
     */
    Answer<String> texts(String name, Duration within);

    /** The names of an address, as its holder claims them. */
    Answer<String> names(InetAddress address, Duration within);
}
