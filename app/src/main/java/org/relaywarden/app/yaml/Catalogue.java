// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Keys as they are written down: whoever declares one has it in the list. Used by one thread while it is filled. */
public final class Catalogue {

    private final List<Key<?>> keys = new ArrayList<>();

    /** A key whose default is always the same, written as it would stand in the file. */
    public <T> Key<T> fixed(String path, Kind<T> kind, String yaml, String consequence) {
        return listed(new Key<>(path, kind, new Key.Default.Fixed<>(yaml), consequence));
    }

    /** A key whose default depends on others: in words, with an example, and how it is had. */
    public <T> Key<T> derived(
            String path, Kind<T> kind, String words, String example, Function<Values, T> value, String consequence) {
        return listed(new Key<>(path, kind, new Key.Default.Derived<>(words, example, value), consequence));
    }

    private <T> Key<T> listed(Key<T> key) {
        keys.add(key);
        return key;
    }

    /** All of them, in the order in which they were declared. */
    public List<Key<?>> inOrder() {
        return List.copyOf(keys);
    }
}
