// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.recipients;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * The addresses of the program itself. Immutable.
 *
 * @param mailDomain the provider's own domain, {@code isp.example}: {@code login@} and the desk's addresses
 * @param collectorDomains every local part of these goes to the collector: probes are addressed there
 * @param abuseLocalPart the abuse desk's own, {@code abuse}
 * @param replyPrefix local parts of the mail domain that begin so are answers to warnings: {@code relay-reply+}
 * @param bouncePrefix local parts of the mail domain that begin so are bounces of warnings: {@code relay-bounce+}
 */
public record SystemAddresses(
        String mailDomain,
        List<String> collectorDomains,
        String abuseLocalPart,
        String replyPrefix,
        String bouncePrefix) {

    public SystemAddresses {
        // Addresses come with a lower-case domain; prefixes and local parts are compared in lower case.
        mailDomain = mailDomain.toLowerCase(Locale.ROOT);
        collectorDomains = collectorDomains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList();
        abuseLocalPart = abuseLocalPart.toLowerCase(Locale.ROOT);
        replyPrefix = replyPrefix.toLowerCase(Locale.ROOT);
        bouncePrefix = bouncePrefix.toLowerCase(Locale.ROOT);
    }

    /** A domain that begins with a dot stands for all below it. */
    private static boolean isOf(String domain, String collector) {
        return collector.startsWith(".") ? domain.endsWith(collector) : domain.equals(collector);
    }

    /** Whether this is one of the program's own domains; lower-case. */
    public boolean hasDomain(String domain) {
        return domain.equals(mailDomain) || isCollectors(domain);
    }

    boolean isCollectors(String domain) {
        return collectorDomains.stream().anyMatch(collector -> isOf(domain, collector));
    }

    /** Which system mailbox an address names, if any; postmaster is taken at every domain of ours (RFC 5321 4.5.1). */
    public Optional<SystemMailbox> mailboxOf(MailAddress address) {
        String local = address.localPart().toLowerCase(Locale.ROOT);
        if (isCollectors(address.domain())) {
            return Optional.of(SystemMailbox.COLLECTOR);
        }
        if (!address.domain().equals(mailDomain)) {
            return Optional.empty();
        }
        if (local.startsWith(replyPrefix) || local.startsWith(bouncePrefix)) {
            return Optional.of(SystemMailbox.REPLIES);
        }
        if (local.equals(abuseLocalPart) || local.equals("abuse")) { // RFC 2142 section 2: whatever ours is called
            return Optional.of(SystemMailbox.ABUSE);
        }
        return local.equals("postmaster") ? Optional.of(SystemMailbox.POSTMASTER) : Optional.empty();
    }
}
