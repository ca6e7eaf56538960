// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One alias of an account mailbox. */
@Entity
@Table(name = "bsmtp_customer_alias")
class AliasEntity {

    @Id
    String alias;

    String login;
    int position;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    AliasEntity() {}

    AliasEntity(String login, int position, String alias) {
        this.login = login;
        this.position = position;
        this.alias = alias;
    }
}
