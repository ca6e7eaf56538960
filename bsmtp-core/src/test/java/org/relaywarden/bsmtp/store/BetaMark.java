// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "beta_mark")
class BetaMark {

    @Id
    String id;

    @Column(name = "note_id")
    String noteId;

    BetaMark() {}

    BetaMark(String id, String noteId) {
        this.id = id;
        this.noteId = noteId;
    }
}
