// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.dns.Exchange;
import org.relaywarden.bsmtp.dns.MailExchanger;

/** Whether the domains' MX records point here (B1). Pure. */
final class MxJudge {

    private final String domain;
    private final Facts.OurServers ours;

    private MxJudge(String domain, Facts.OurServers ours) {
        this.domain = domain;
        this.ours = ours;
    }

    static List<Finding> findings(Facts facts) {
        return facts.exchanges().entrySet().stream()
                .map(entry -> new MxJudge(entry.getKey(), facts.ours()).finding(entry.getValue()))
                .toList();
    }

    private Finding finding(Exchange exchange) {
        return switch (exchange) {
            case Exchange.NoSuchDomain() -> Finding.trouble(
                    Topic.MX, Cause.NO_SUCH_DOMAIN,
                    "there is no domain " + domain + " in DNS, so nobody can send to it",
                    "Let the customer see after its registration and its name servers, then set its MX record to "
                            + target() + ".");
            case Exchange.NullMx() -> Finding.trouble(
                    Topic.MX, Cause.NULL_MX,
                    domain + " says in DNS that it takes no mail (a null MX, RFC 7505), so nobody sends any", advice());
            case Exchange.NoAnswer(String words) -> Finding.unknown(
                    Topic.MX, "where mail for " + domain + " goes can't be told: DNS did not answer", words);
            case Exchange.NoneButAddress(List<InetAddress> addresses) -> withoutMx(addresses);
            case Exchange.Found(List<MailExchanger> found) -> withMx(found)
                    .with(found.stream().map(MxJudge::text).toList());
        };
    }

    private Finding withoutMx(List<InetAddress> addresses) {
        if (addresses.stream().anyMatch(ours.publicAddresses()::contains)) {
            return Finding.well(Topic.MX, domain + " has no MX record, and its own address is ours", texts(addresses));
        }
        return Finding.trouble(
                Topic.MX, Cause.NO_MX,
                addresses.isEmpty()
                        ? domain + " has no MX record and no address, so nobody can send to it (B1)"
                        : domain + " has no MX record, so its mail goes to its own address, "
                                + texts(addresses) + ", and not here (B1)",
                advice());
    }

    private Finding withMx(List<MailExchanger> found) {
        int best = found.getFirst().preference();
        List<MailExchanger> preferred = found.stream().filter(one -> one.preference() == best).toList();
        List<MailExchanger> others = found.stream().filter(one -> !isOurs(one)).toList();
        if (others.isEmpty()) {
            return Finding.well(Topic.MX, "mail for " + domain + " comes here");
        }
        if (others.size() == found.size()) {
            return Finding.trouble(
                    Topic.MX, Cause.MX_ELSEWHERE,
                    "mail for " + domain + " goes to " + names(found) + ", and not here (B1)", advice());
        }
        if (preferred.stream().noneMatch(this::isOurs)) {
            return Finding.trouble(
                    Topic.MX, Cause.MX_ELSEWHERE,
                    "mail for " + domain + " goes to " + names(preferred) + " first, and comes here only when that does"
                            + " not answer (B1)",
                    advice());
        }
        boolean mixed = preferred.stream().anyMatch(others::contains);
        return new Finding(
                Topic.MX, mixed ? Finding.State.TROUBLE : Finding.State.NOTE, Cause.MX_PARTLY_ELSEWHERE,
                mixed
                        ? "part of the mail for " + domain + " goes to " + names(others) + ", and not here (B1)"
                        : "mail for " + domain + " comes here, but goes to " + names(others)
                                + " while our server does not answer (B1)",
                "Let the customer take the MX record of " + names(others) + " out.",
                List.of());
    }

    /** By its name, or by an address that the world reaches us on. */
    private boolean isOurs(MailExchanger exchanger) {
        return ours.mxNames().contains(exchanger.name().toLowerCase(Locale.ROOT))
                || exchanger.addresses().stream().anyMatch(ours.publicAddresses()::contains);
    }

    private String advice() {
        return "Let the customer set the MX record of " + domain + " to " + target() + ".";
    }

    private String target() {
        return String.join(" and ", ours.mxNames());
    }

    private static String names(List<MailExchanger> exchangers) {
        return exchangers.stream()
                .map(one -> one.name().isEmpty() ? "nowhere" : one.name())
                .collect(Collectors.joining(", "));
    }

    private static String texts(List<InetAddress> addresses) {
        return addresses.stream().map(AddressText::of).collect(Collectors.joining(", "));
    }

    private static String text(MailExchanger one) {
        return one.preference() + " " + one.name() + " "
                + (one.trouble().isEmpty() ? texts(one.addresses()) : "(" + one.trouble() + ")");
    }
}
