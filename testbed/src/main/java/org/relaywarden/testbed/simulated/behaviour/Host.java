// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Who a simulated server is: what it needs to know to tell its own mail from a stranger's.
 *
 * @param name    its host name, said in the banner and in EHLO; one of its own domains too
 * @param product what the banner says after the name, such as {@code ESMTP Postfix}
 * @param domains the domains that it takes mail for
 * @param users   its local parts, lower case; {@code postmaster} is always among them (RFC 5321 section 4.5.1)
 * @param address the address it listens on and sends from
 */
public record Host(String name, String product, Set<String> domains, Set<String> users, InetAddress address) {
    public Host {
        var own = new HashSet<String>();
        domains.forEach(domain -> own.add(domain.toLowerCase(Locale.ROOT)));
        own.add(name.toLowerCase(Locale.ROOT));
        domains = Set.copyOf(own);
        var local = new HashSet<String>();
        users.forEach(user -> local.add(user.toLowerCase(Locale.ROOT)));
        local.add("postmaster");
        users = Set.copyOf(local);
    }

    /** Whether the address is under one of its own names, its address literal among them, or under no domain at all. */
    public boolean owns(MailAddress mailAddress) {
        String domain = mailAddress.domain();
        return domain.isEmpty() || domains.contains(domain) || domain.equals('[' + address.getHostAddress() + ']');
    }

    /** Whether the address is that of one of its users. */
    public boolean isLocal(MailAddress mailAddress) {
        return owns(mailAddress) && users.contains(mailAddress.localPart().toLowerCase(Locale.ROOT));
    }
}
