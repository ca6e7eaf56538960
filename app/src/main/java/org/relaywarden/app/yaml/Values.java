// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.app.surroundings.Surroundings;

/** What was read, key by key; what was not, by default. Used by one thread. */
public final class Values {

    private record Given(Object value, int line) {}

    private final Map<Key<?>, Given> given = new HashMap<>();
    private final Set<Key<?>> faulty = new HashSet<>();
    private final Surroundings surroundings;
    private final Optional<Path> folderOfFile;

    public Values(Surroundings surroundings, Optional<Path> folderOfFile) {
        this.surroundings = surroundings;
        this.folderOfFile = folderOfFile;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    /** A path as the operator meant it: {@code ~} is the home, a relative one begins at the file's own folder. */
    public Path resolved(Path path) {
        return surroundings.resolved(path, folderOfFile.orElse(surroundings.workingFolder()));
    }

    <T> void put(Key<T> key, T value, int line) {
        given.put(key, new Given(value, line));
    }

    void markFaulty(Key<?> key) {
        faulty.add(key);
    }

    /** Whether all of these are sound, so that they may be held against each other. */
    public boolean areSound(Key<?>... keys) {
        return Set.of(keys).stream().noneMatch(faulty::contains);
    }

    /** The line where the key stands, 0 when the default holds. */
    public int lineOf(Key<?> key) {
        Given value = given.get(key);
        return value == null ? 0 : value.line();
    }

    public <T> T get(Key<T> key) {
        Given value = given.get(key);
        if (value != null) {
            @SuppressWarnings("unchecked") // put() takes only what the key's kind has read
            T typed = (T) value.value();
            return typed;
        }
        return switch (key.byDefault()) {
            case Key.Default.Fixed<T> fixed -> fixedValue(key, fixed);
            case Key.Default.Derived<T> derived -> derived.value().apply(this);
        };
    }

    private static <T> T fixedValue(Key<T> key, Key.Default.Fixed<T> fixed) {
        FaultList faults = new FaultList("the default of " + key.path());
        return YamlText.compose(fixed.yaml(), faults)
                .flatMap(node -> key.kind().read(key.path(), node, faults))
                .orElseThrow(() -> new IllegalStateException(String.valueOf(faults.byLine())));
    }
}
