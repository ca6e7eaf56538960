// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.targets;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.customers.SubscriptionState;

/** The targets as the customers' table has them at the moment of the question. */
final class CustomerTargets implements Targets {

    private final Customers customers;
    private final Set<Integer> morePorts;

    CustomerTargets(Customers customers, Set<Integer> morePorts) {
        this.customers = customers;
        this.morePorts = Set.copyOf(morePorts);
    }

    @Override
    public List<Target> all() {
        return customers.all().stream().flatMap(customer -> of(customer).stream()).toList();
    }

    @Override
    public List<Target> ofLogin(String login) {
        return customers.byLogin(login).map(CustomerTargets::of).orElse(List.of());
    }

    @Override
    public boolean mayDial(InetAddress address, int port) {
        return customers
                .byAddress(address)
                .map(CustomerTargets::of)
                .orElse(List.of())
                .stream()
                .anyMatch(target -> target.address().equals(address) && (target.port() == port || morePorts.contains(port)));
    }

    private static List<Target> of(Customer customer) {
        if (!mayBeTested(customer)) {
            return List.of();
        }
        return customer.addresses().stream()
                .map(fixed -> new Target(
                        customer.login(), fixed.address(), fixed.port(), customer.line(), customer.domains()))
                .toList();
    }

    /** E10: off our network only with recorded consent. An ended subscription is no customer of ours any more. */
    private static boolean mayBeTested(Customer customer) {
        return customer.state() != SubscriptionState.ENDED
                && (customer.line() != Line.ELSEWHERE || customer.testConsent().isPresent());
    }
}
