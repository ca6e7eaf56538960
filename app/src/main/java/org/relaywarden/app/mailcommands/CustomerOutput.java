// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.util.List;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;

/** A customer as the commands show it. */
final class CustomerOutput {

    private CustomerOutput() {}

    static JsonLines json(Customer customer) {
        return new JsonLines()
                .with("login", customer.login())
                .with("aliases", customer.aliases())
                .with("product", customer.product().word())
                .with("domains", customer.domains())
                .with("line", customer.line().word())
                .with("addresses", addresses(customer))
                .with("pushTarget", customer.addresses().stream()
                        .filter(FixedAddress::pushTarget)
                        .map(CustomerOutput::text)
                        .findFirst())
                .with("smarthost", customer.usesSmarthost())
                .with("spamFilter", customer.spamFilter())
                .with("language", customer.language().word())
                .with("state", customer.state().word())
                .with("testConsent", customer.testConsent().map(Object::toString))
                .with("style", customer.style().word())
                .with("mailTrigger", customer.hasMailTrigger());
    }

    static List<String> addresses(Customer customer) {
        return customer.addresses().stream().map(CustomerOutput::text).toList();
    }

    private static String text(FixedAddress fixed) {
        return HostText.hostAndPort(fixed.address(), fixed.port());
    }
}
