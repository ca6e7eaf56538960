// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dns;

import java.net.InetAddress;
import java.util.List;

/** Where DNS sends the mail of a domain. */
public sealed interface Exchange {

    /** To these hosts, the preferred first. */
    record Found(List<MailExchanger> exchangers) implements Exchange {
        public Found {
            exchangers = List.copyOf(exchangers);
        }
    }

    /**
     * There is no MX record, so mail goes to the domain's own address (RFC 5321 section 5.1).
     *
     * @param addresses none: mail goes nowhere
     */
    record NoneButAddress(List<InetAddress> addresses) implements Exchange {
        public NoneButAddress {
            addresses = List.copyOf(addresses);
        }
    }

    /** The domain says that it takes no mail (RFC 7505). */
    record NullMx() implements Exchange {}

    /** There is no such domain. */
    record NoSuchDomain() implements Exchange {}

    /** It can't be told. */
    record NoAnswer(String words) implements Exchange {}
}
