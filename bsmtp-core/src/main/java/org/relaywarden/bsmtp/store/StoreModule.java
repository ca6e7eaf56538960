// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What one module keeps in the database.
 *
 * @param name lower-case letters; its migrations lie in {@code db/NAME/h2} and {@code db/NAME/mariadb} on the class
 *     path, its Flyway history in the table {@code NAME_schema_history}; foreign keys point only to modules before it
 * @param entities the Hibernate entity classes, package-private in their packages
 */
public record StoreModule(String name, List<Class<?>> entities) {

    private static final Pattern NAME = Pattern.compile("[a-z]{2,20}");

    public StoreModule {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a store module's name is 2 to 20 lower-case letters, got " + name);
        }
        entities = List.copyOf(entities);
    }
}
