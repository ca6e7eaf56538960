// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.stored;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.customers.FixedAddress;

/** One fixed address of a customer. */
@Entity
@Table(name = "bsmtp_customer_address")
class AddressEntity {

    /** As {@link AddressText} writes it. */
    @Id
    String address;

    String login;
    int position;
    int port;

    @Column(name = "push_target")
    boolean pushTarget;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    AddressEntity() {}

    AddressEntity(String login, int position, FixedAddress fixed) {
        this.login = login;
        this.position = position;
        address = AddressText.of(fixed.address());
        port = fixed.port();
        pushTarget = fixed.pushTarget();
    }
}
