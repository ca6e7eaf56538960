// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.filter;

import java.io.IOException;

/** Looks at a message and says what is to become of it. Thread-safe. */
public interface ContentFilter extends AutoCloseable {

    /**
     * Judges a message; returns within the time that the filter was given.
     *
     * @throws IOException when the message can't be read from the disk. A filter that fails is no exception but a
     *     ruling: what its operator set for that case
     */
    Ruling judge(Examined mail) throws IOException;

    /** Breaks off what is under way: those messages are deferred. */
    @Override
    void close();
}
