// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code case_cursor}: up to where something was read. */
@Entity
@Table(name = "case_cursor")
class CursorEntity {

    @Id
    String name;

    long sequence;

    @SuppressWarnings("NullAway.Init")
    CursorEntity() {}

    CursorEntity(String name) {
        this.name = name;
    }
}
