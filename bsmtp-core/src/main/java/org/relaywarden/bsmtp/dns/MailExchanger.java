// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dns;

import java.net.InetAddress;
import java.util.List;

/**
 * A host that a domain's mail is to go to. Immutable.
 *
 * @param preference 0 to 65535, the lowest first (RFC 5321 section 5.1)
 * @param name a stranger's text, in lower case, printable ASCII without the final dot
 * @param addresses none where {@code trouble} says why
 * @param trouble why there is no address; empty where there is one
 */
public record MailExchanger(int preference, String name, List<InetAddress> addresses, String trouble) {

    public MailExchanger {
        addresses = List.copyOf(addresses);
    }
}
