// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of parts that did not stop as they should. */
final class Stops {

    private static final Logger LOG = LoggerFactory.getLogger(Stops.class);

    private Stops() {}

    static void notClean(String part, Exception failed) {
        if (failed instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        LOG.warn("part={} did not stop cleanly; what it promised is on disk all the same", part, failed);
    }
}
