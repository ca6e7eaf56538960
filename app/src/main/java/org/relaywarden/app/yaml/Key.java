// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.util.function.Function;

/**
 * One key of the settings. From it come the reading, its lines in the sample, and the suggestions for a mistyped key.
 *
 * @param path the sections and the key, joined by dots: {@code scan.pace.return-wait}
 * @param consequence what follows from it, for the operator: one or two sentences
 * @param <T> the type of its value
 */
public record Key<T>(String path, Kind<T> kind, Default<T> byDefault, String consequence) {

    /** What holds when the file does not have the key. */
    public sealed interface Default<T> {

        /**
         * Always the same.
         *
         * @param yaml as it would stand in the file
         */
        record Fixed<T>(String yaml) implements Default<T> {}

        /**
         * Depends on other keys, or on where the program runs.
         *
         * @param words what it is, for the operator
         * @param example a sound value, for the sample
         */
        record Derived<T>(String words, String example, Function<Values, T> value) implements Default<T> {}
    }

    /** Whether it lies in this section. */
    public String section() {
        return path.substring(0, path.lastIndexOf('.'));
    }

    public String lastWord() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
