// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import java.io.IOException;

/** What is said on one connection, from the banner to the last word. */
@FunctionalInterface
public interface Conversation {

    /**
     * Holds it, on a virtual thread of its own; the connection is closed when this returns.
     *
     * @throws IOException when the connection broke: nothing to mend, nobody to tell
     */
    void hold(Connection connection) throws IOException;
}
