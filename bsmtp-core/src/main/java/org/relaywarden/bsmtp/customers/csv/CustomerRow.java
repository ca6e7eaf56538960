// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.csv;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.customers.Product;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.customers.SubscriptionStyle;

/**
 * One record of the file, as far as it could be read: what is at fault is left out, so that all the rest can be held
 * against the other rows and the store at the same time.
 *
 * @param line of the file, where the record begins
 * @param login empty where there is none that can be one
 * @param customer there when nothing was at fault
 */
public record CustomerRow(
        long line,
        String login,
        List<String> aliases,
        List<String> domains,
        List<FixedAddress> addresses,
        Optional<Customer> customer) {

    static CustomerRow read(long line, Function<Column, String> values, Faults faults) {
        RowReader reader = new RowReader(line, values, faults);
        String login = reader.login();
        List<String> aliases = reader.aliases(login);
        Optional<Product> product = reader.word(Column.PRODUCT, List.of(Product.values()), Product::word, null);
        List<String> domains = reader.domains();
        Optional<Line> access = reader.word(Column.LINE, List.of(Line.values()), Line::word, null);
        List<FixedAddress> addresses = reader.addresses();
        boolean smarthost = reader.yes(Column.SMARTHOST);
        boolean spamFilter = reader.yes(Column.SPAM_FILTER);
        Optional<Language> language =
                reader.word(Column.LANGUAGE, List.of(Language.values()), Language::word, Language.ENGLISH);
        Optional<SubscriptionState> state = reader.word(
                Column.STATE, List.of(SubscriptionState.values()), SubscriptionState::word, SubscriptionState.ACTIVE);
        var consent = reader.testConsent();
        Optional<SubscriptionStyle> style = reader.word(
                Column.STYLE, List.of(SubscriptionStyle.values()), SubscriptionStyle::word, SubscriptionStyle.NEW);
        Optional<Customer> customer = reader.isClean()
                ? Optional.of(new Customer(
                        login,
                        aliases,
                        product.orElseThrow(),
                        domains,
                        access.orElseThrow(),
                        addresses,
                        smarthost,
                        spamFilter,
                        language.orElseThrow(),
                        state.orElseThrow(),
                        consent,
                        style.orElseThrow()))
                : Optional.empty();
        return new CustomerRow(line, login, aliases, domains, addresses, customer);
    }

    /** The addresses as text. */
    public List<String> addressTexts() {
        return addresses.stream().map(fixed -> AddressText.of(fixed.address())).toList();
    }
}
