// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.routing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.dns.Exchange;
import org.relaywarden.bsmtp.dns.MailExchanger;
import org.relaywarden.bsmtp.dns.MailExchangers;
import org.relaywarden.bsmtp.smtp.EnhancedCode;

/** The rules of RFC 5321 section 5.1: by preference, equal ones in any order, and never back to ourselves. */
final class ExchangerRoutes implements Routes {

    private static final EnhancedCode NO_SUCH_DOMAIN = new EnhancedCode(5, 1, 2);
    /** RFC 7505 section 4.3. */
    private static final EnhancedCode TAKES_NO_MAIL = new EnhancedCode(5, 1, 10);
    private static final EnhancedCode NO_WAY = new EnhancedCode(5, 4, 4);
    private static final EnhancedCode LOOP = new EnhancedCode(5, 4, 6);

    /** RFC 5321 section 5.1 asks for two at least; each may cost minutes, if it takes the dial and says nothing. */
    private static final int ADDRESSES_MAX = 5;

    private final MailExchangers exchangers;
    private final Predicate<InetAddress> isOurs;

    ExchangerRoutes(MailExchangers exchangers, Predicate<InetAddress> isOurs) {
        this.exchangers = exchangers;
        this.isOurs = isOurs;
    }

    @Override
    public Route of(String domain) {
        return switch (exchangers.of(domain)) {
            case Exchange.NoSuchDomain() -> new Route.Nowhere(NO_SUCH_DOMAIN, "there is no domain " + domain);
            case Exchange.NullMx() -> new Route.Nowhere(TAKES_NO_MAIL, domain + " takes no mail (RFC 7505)");
            case Exchange.NoAnswer(String words) -> new Route.Unknown(words);
            case Exchange.NoneButAddress(List<InetAddress> addresses) -> addresses.isEmpty()
                    ? new Route.Nowhere(NO_WAY, domain + " has neither an MX record nor an address")
                    : to(domain, List.of(new MailExchanger(0, domain, addresses, "")));
            case Exchange.Found(List<MailExchanger> found) -> to(domain, found);
        };
    }

    private Route to(String domain, List<MailExchanger> found) {
        Optional<Integer> ourPreference = found.stream()
                .filter(one -> one.addresses().stream().anyMatch(isOurs))
                .map(MailExchanger::preference)
                .min(Comparator.naturalOrder());
        // Whoever stands behind us in the list sends to us, and we to them again.
        Map<Integer, List<MailExchanger>> byPreference = found.stream()
                .filter(one -> ourPreference.isEmpty() || one.preference() < ourPreference.get())
                .collect(Collectors.groupingBy(MailExchanger::preference, TreeMap::new, Collectors.toList()));
        List<InetAddress> addresses = byPreference.values().stream()
                .flatMap(equals -> shuffled(equals).stream())
                .flatMap(one -> shuffled(one.addresses()).stream())
                .filter(ExchangerRoutes::isAddressOfAHost)
                .distinct()
                .limit(ADDRESSES_MAX)
                .toList();
        if (!addresses.isEmpty()) {
            return new Route.Hosts(addresses);
        }
        if (ourPreference.isPresent()) {
            return new Route.Nowhere(LOOP, "the MX records of " + domain + " point at ourselves, who don't serve it");
        }
        // An exchanger without an address may have one tomorrow, as far as the server that was asked is to be believed.
        return new Route.Unknown("no exchanger of " + domain + " has an address that can be dialled: "
                + found.stream()
                        .map(one -> (one.name() + " " + one.trouble()).strip())
                        .collect(Collectors.joining(", ")));
    }

    /** A stranger's records must not make us speak to services on this machine or beside it. */
    private static boolean isAddressOfAHost(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress();
    }

    private static <T> List<T> shuffled(List<T> equals) {
        List<T> order = new ArrayList<>(equals);
        Collections.shuffle(order, ThreadLocalRandom.current());
        return order;
    }
}
