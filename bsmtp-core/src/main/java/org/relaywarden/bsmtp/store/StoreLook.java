// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

/** Looks whether a MariaDB is there and of use, without touching a table. Thread-safe. */
public final class StoreLook {

    private StoreLook() {}

    /**
     * Looks; takes no more than a few seconds.
     *
     * @throws StoreException when it can't be reached, or is too old; the message says where, what and what to do
     * @throws IllegalArgumentException for an embedded database, which its owner alone may open
     */
    public static void at(StoreSettings settings) {
        if (!settings.isMariaDb()) {
            throw new IllegalArgumentException(settings + ": opened by its owner alone");
        }
        Databases.check(settings, MariaDbConnections.prompt(settings));
    }
}
