// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.renames;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One row of the history of host names. */
@Entity
@Table(name = "bsmtp_rename")
class RenameEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    String login;

    @Column(name = "old_name")
    String oldName;

    @Column(name = "new_name")
    String newName;

    @Column(name = "changed_by")
    String changedBy;

    @Column(name = "changed_at")
    Instant changedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    RenameEntity() {}

    RenameEntity(Rename rename) {
        login = rename.login();
        oldName = rename.oldName();
        newName = rename.newName();
        changedBy = rename.by();
        changedAt = rename.at();
    }

    Rename rename() {
        return new Rename(login, oldName, newName, changedBy, changedAt);
    }
}
