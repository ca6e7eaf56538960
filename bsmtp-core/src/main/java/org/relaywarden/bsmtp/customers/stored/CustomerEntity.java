// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.customers.Customer;

/** One row of the customers; the words of the file stand in the columns too. */
@Entity
@Table(name = "bsmtp_customer")
class CustomerEntity {

    @Id
    String login;

    String product;
    String line;

    @Column(name = "uses_smarthost")
    boolean usesSmarthost;

    @Column(name = "spam_filter")
    boolean spamFilter;

    String language;
    String state;

    @Column(name = "test_consent")
    @Nullable LocalDate testConsent;

    String style;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    CustomerEntity() {}

    CustomerEntity(Customer customer) {
        login = customer.login();
        product = customer.product().word();
        line = customer.line().word();
        usesSmarthost = customer.usesSmarthost();
        spamFilter = customer.spamFilter();
        language = customer.language().word();
        state = customer.state().word();
        testConsent = customer.testConsent().orElse(null);
        style = customer.style().word();
    }
}
