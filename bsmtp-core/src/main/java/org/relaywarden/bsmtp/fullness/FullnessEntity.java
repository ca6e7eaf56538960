// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What one owner was last told. */
@Entity
@Table(name = "bsmtp_fullness")
class FullnessEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    String login;

    /** 80 or 95; 0 when the mailbox was below both when it was last looked at. */
    @Column(name = "told_percent")
    int toldPercent;

    /** How many were written in all: part of the next one's name. */
    int warnings;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    FullnessEntity() {}

    FullnessEntity(String login) {
        this.login = login;
    }
}
