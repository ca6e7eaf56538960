// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.mail.SystemMailbox;

/**
 * What is taken on, how, and with how much patience. Immutable.
 *
 * @param mailboxes whose mail it is
 * @param relay the host that takes all of it; empty: it goes to the exchangers of each domain
 * @param ownAddress as whose customers' mail comes into mailboxes of ours; empty: as that of whoever handed it in
 * @param port where exchangers are dialled: 25, but in a test
 * @param folder for what is noted down; made where it is missing
 * @param connectionsMax on which mail is handed over at once; dials that are not answered yet are not counted
 * @param connectionsPerDomainMax at once for one domain, or to the relay
 * @param retryFirst after the first failure; doubled with each further one
 * @param retryMax the longest wait
 * @param giveUpAfter the age at which a message is given up once it fails again (RFC 5321 section 4.5.4.1: at least 4
 *     to 5 days)
 */
public record OnwardSettings(
        List<SystemMailbox> mailboxes,
        Optional<InetSocketAddress> relay,
        Optional<InetAddress> ownAddress,
        int port,
        Path folder,
        int connectionsMax,
        int connectionsPerDomainMax,
        Duration retryFirst,
        Duration retryMax,
        Duration giveUpAfter) {

    private static final int SMTP = 25;

    public OnwardSettings {
        mailboxes = List.copyOf(mailboxes);
        if (connectionsMax < 1 || connectionsPerDomainMax < 1) {
            throw new IllegalArgumentException("at least one connection");
        }
        if (relay.filter(InetSocketAddress::isUnresolved).isPresent()) {
            throw new IllegalArgumentException("the relay host is given by its address");
        }
        if (!retryFirst.isPositive() || retryMax.compareTo(retryFirst) < 0 || !giveUpAfter.isPositive()) {
            throw new IllegalArgumentException("waits are more than zero, the longest no shorter than the first");
        }
    }

    /**
     * To exchangers; 5, 10, 20, 40 minutes and so on up to 4 hours, five days in all; 100 connections, 5 for a domain.
     */
    public static OnwardSettings defaults(List<SystemMailbox> mailboxes, Path folder) {
        return new OnwardSettings(mailboxes, Optional.empty(), Optional.empty(), SMTP, folder, 100, 5,
                Duration.ofMinutes(5), Duration.ofHours(4), Duration.ofDays(5));
    }

    /** The same, all of it by this host, where there is one, and under this address of our own. */
    public OnwardSettings withRelay(Optional<InetSocketAddress> host, Optional<InetAddress> own) {
        return new OnwardSettings(mailboxes, host, own, port, folder, connectionsMax, connectionsPerDomainMax,
                retryFirst, retryMax, giveUpAfter);
    }

    /** The same, with other ceilings. */
    public OnwardSettings withConnections(int atOnce, int perDomain) {
        return new OnwardSettings(
                mailboxes, relay, ownAddress, port, folder, atOnce, perDomain, retryFirst, retryMax, giveUpAfter);
    }
}
