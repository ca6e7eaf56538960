// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.util.List;
import org.relaywarden.app.yaml.SettingsFault;

/** What came of reading the settings. Immutable. */
public sealed interface Reading {

    /**
     * No fault.
     *
     * @param origin for people: the file, or that there is none
     */
    record Ready(Settings settings, String origin) implements Reading {}

    /**
     * At least one fault; nothing may be started.
     *
     * @param faults by line
     */
    record Faulty(List<SettingsFault> faults) implements Reading {
        public Faulty {
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("faulty without a fault");
            }
            faults = List.copyOf(faults);
        }
    }
}
