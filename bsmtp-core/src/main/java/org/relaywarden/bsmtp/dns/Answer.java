// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dns;

import java.util.List;

/**
 * What came of one question.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

    /** At least one, at most {@link NameServers#VALUES_MAX}. */
    record Found<T>(List<T> values) implements Answer<T> {
        public Found {
            values = List.copyOf(values);
        }
    }

    /** The name is there, and has none of what was asked for. */
    record NothingOfIt<T>() implements Answer<T> {}

    /** Nobody has this name (RFC 8020). */
    record NoSuchName<T>() implements Answer<T> {}

    /**
     * No server could or would say it. Says nothing about the name.
     *
     * @param words what each server did, in our words
     */
    record NoAnswer<T>(String words) implements Answer<T> {}
}
