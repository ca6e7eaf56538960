// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delayed;

import java.nio.file.Path;
import java.time.Duration;

/**
 * After what time senders are told. Immutable.
 *
 * @param after counted from when the mail was taken
 * @param folder where it is noted who was told; made when it is missing
 * @param settledFolder where delivery notes whom a message was given already
 */
public record DelaySettings(Duration after, Path folder, Path settledFolder) {

    public DelaySettings {
        if (!after.isPositive()) {
            throw new IllegalArgumentException("mail waits for some time before its sender is told, got " + after);
        }
    }
}
