// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.recipients.OurDomains;
import org.relaywarden.bsmtp.smtp.MailAddress;

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

    /**
     * Who goes which way.
     *
     * @param relay the host that takes all that is not ours, where there is one
     * @throws RuntimeException when the books, which name our domains, can't be asked
     */
    static Map<Way, List<MailAddress>> of(
            Collection<MailAddress> recipients, OurDomains ours, Optional<InetSocketAddress> relay) {
        return recipients.stream().collect(Collectors.groupingBy(recipient -> ours.serve(recipient.domain())
                ? new Here()
                : relay.<Way>map(Relay::new).orElseGet(() -> new Domain(recipient.domain()))));
    }
}
