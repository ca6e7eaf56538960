// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One domain of a customer. */
@Entity
@Table(name = "bsmtp_customer_domain")
class DomainEntity {

    @Id
    String domain;

    String login;
    int position;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    DomainEntity() {}

    DomainEntity(String login, int position, String domain) {
        this.login = login;
        this.position = position;
        this.domain = domain;
    }
}
