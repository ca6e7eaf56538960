// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.auth;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where Dovecot answers about passwords. Immutable.
 *
 * @param socket the {@code unix_listener} of its {@code service auth}, at most 107 bytes long (unix(7))
 * @param within for a whole question; Dovecot waits two seconds before it calls a password wrong
 */
public record DovecotSettings(Path socket, Duration within) {

    public DovecotSettings {
        if (!within.isPositive()) {
            throw new IllegalArgumentException("a question needs some time");
        }
    }

    /** Ten seconds for a question. */
    public static DovecotSettings at(Path socket) {
        return new DovecotSettings(socket, Duration.ofSeconds(10));
    }
}
