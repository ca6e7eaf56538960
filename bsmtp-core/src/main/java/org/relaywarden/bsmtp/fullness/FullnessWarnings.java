// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import java.util.List;

/** Writes warnings from its start to its close, on a thread of its own. Thread-safe. */
public interface FullnessWarnings extends AutoCloseable {

    /** Listens to the quotas from now on; nothing is looked at that nobody writes to. */
    static FullnessWarnings start(FullnessParts parts, FullnessSettings settings) {
        return WarningThread.started(parts, settings);
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    static List<Class<?>> entities() {
        return List.of(FullnessEntity.class);
    }

    /** Begins no further warning, and waits a few seconds for the one under way. */
    @Override
    void close();
}
