// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.recipients;

import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.SubscriptionState;

/**
 * Whose mail ends here: the provider's own domain, those of the collector, and customers'. Mail for them never goes out
 * into the world, whatever DNS says. Thread-safe.
 */
public final class OurDomains {

    private final Customers customers;
    private final SystemAddresses addresses;

    public OurDomains(Customers customers, SystemAddresses addresses) {
        this.customers = customers;
        this.addresses = addresses;
    }

    /** Whether probes come back to this domain: who hands them in is evidence. */
    public boolean collect(String domain) {
        return addresses.isCollectors(domain);
    }

    /**
     * Whether mail for this domain ends here.
     *
     * @param domain lower-case; the domain of a subscription that has ended is the world's again, one that was given up
     *     for a new name is answered here (B15)
     */
    public boolean serve(String domain) {
        return addresses.hasDomain(domain)
                || customers.newNameOf(domain).isPresent()
                || customers.byDomain(domain)
                        .filter(customer -> customer.state() != SubscriptionState.ENDED)
                        .isPresent();
    }
}
