// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.time.LocalDate;
import java.util.Optional;
import org.relaywarden.app.yaml.Network;

/**
 * A range that customers were told to let in (B14). Immutable.
 *
 * @param from the day before which no mail comes from it; empty: it always did
 */
public record AnnouncedRange(Network network, Optional<LocalDate> from) {

    /** As in settings: {@code 192.0.2.0/24 from 2027-01-15}. */
    @Override
    public String toString() {
        return network + from.map(day -> " from " + day).orElse("");
    }
}
