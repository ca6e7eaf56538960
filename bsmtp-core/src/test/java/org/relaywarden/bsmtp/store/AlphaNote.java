// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "alpha_note")
class AlphaNote {

    @Id
    String id;

    String text;

    @Column(name = "written_at")
    Instant writtenAt;

    AlphaNote() {}

    AlphaNote(String id, String text) {
        this.id = id;
        this.text = text;
    }
}
