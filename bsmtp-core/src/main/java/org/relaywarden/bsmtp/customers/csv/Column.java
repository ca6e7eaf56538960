// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.csv;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;

/** The columns of the customers' file, in the order of the README, and how a customer is written in each. */
public enum Column {
    LOGIN("login"),
    ALIASES("aliases"),
    PRODUCT("product"),
    DOMAINS("domains"),
    LINE("line"),
    ADDRESSES("addresses"),
    PUSH_TARGET("push-target"),
    SMARTHOST("smarthost"),
    SPAM_FILTER("spam-filter"),
    LANGUAGE("language"),
    STATE("state"),
    TEST_CONSENT("test-consent"),
    STYLE("style");

    /** Without these columns a file says nothing; the others have a default. */
    static final List<Column> REQUIRED = List.of(LOGIN, PRODUCT, LINE);

    /** RFC 5321 section 4.5.4.2. */
    static final int STANDARD_PORT = 25;

    private final String word;

    Column(String word) {
        this.word = word;
    }

    /** Its name in the header. */
    public String word() {
        return word;
    }

    /** What stands in this column for the customer; reading it again gives the same. */
    public String of(Customer customer) {
        return switch (this) {
            case LOGIN -> customer.login();
            case ALIASES -> String.join(" ", customer.aliases());
            case PRODUCT -> customer.product().word();
            case DOMAINS -> String.join(" ", customer.domains());
            case LINE -> customer.line().word();
            case ADDRESSES -> customer.addresses().stream().map(Column::withPort).collect(Collectors.joining(" "));
            case PUSH_TARGET -> customer.addresses().stream()
                    .filter(FixedAddress::pushTarget)
                    .map(fixed -> AddressText.of(fixed.address()))
                    .collect(Collectors.joining());
            case SMARTHOST -> yesOrNo(customer.usesSmarthost());
            case SPAM_FILTER -> yesOrNo(customer.spamFilter());
            case LANGUAGE -> customer.language().word();
            case STATE -> customer.state().word();
            case TEST_CONSENT -> customer.testConsent().map(LocalDate::toString).orElse("");
            case STYLE -> customer.style().word();
        };
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Column::word).toList();
    }

    static Optional<Column> named(String word) {
        return Arrays.stream(values()).filter(column -> column.word.equals(word)).findFirst();
    }

    private static String withPort(FixedAddress fixed) {
        String address = AddressText.of(fixed.address());
        if (fixed.port() == STANDARD_PORT) {
            return address;
        }
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + fixed.port();
    }

    private static String yesOrNo(boolean value) {
        return value ? "yes" : "no";
    }
}
