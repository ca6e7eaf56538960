// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the file's nodes by the catalogue: sections, keys, and what is neither. */
public final class Sections {

    private final Map<String, Key<?>> keys;
    private final Set<String> sections;
    private final Values values;
    private final FaultList faults;

    /** Reads by these keys; what is sound goes to the values, what is not to the faults. */
    public Sections(List<Key<?>> catalogue, Values values, FaultList faults) {
        keys = catalogue.stream()
                .collect(Collectors.toMap(Key::path, key -> key, (one, _) -> one, LinkedHashMap::new));
        sections = catalogue.stream()
                .map(Key::section)
                .flatMap(section -> section.contains(".")
                        ? Stream.of(section.substring(0, section.indexOf('.')), section)
                        : Stream.of(section))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        this.values = values;
        this.faults = faults;
    }

    /** The file as a whole. */
    public void read(Node root) {
        readSection(root, "");
    }

    private void readSection(Node node, String section) {
        if (Tag.NULL.equals(node.getTag())) {
            return; // a section whose keys are all commented out
        }
        if (!(node instanceof MappingNode mapping)) {
            String subject = section.isEmpty() ? "the file" : section;
            faults.add(node, subject, "is a section and has no value of its own", "Write its keys below it, indented.");
            return;
        }
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode word)) {
                faults.add(tuple.getKeyNode(), section, "a key that is no word", "Write keys as in config sample.");
                continue;
            }
            String path = section.isEmpty() ? word.getValue() : section + "." + word.getValue();
            Integer first = lines.putIfAbsent(path, FaultList.lineOf(word));
            if (first == null) {
                readEntry(path, word, tuple.getValueNode());
            } else {
                faults.add(word, path, "stands here a second time", "Keep this one or the one of line " + first + ".");
            }
        }
    }

    private void readEntry(String path, ScalarNode word, Node value) {
        Key<?> key = keys.get(path);
        if (key != null) {
            readValue(key, value);
        } else if (sections.contains(path)) {
            readSection(value, path);
        } else {
            String remedy = suggestion(path, word.getValue())
                    .map(near -> "Did you mean " + near + "?")
                    .orElse("Take it out; config sample shows every key there is.");
            faults.add(word, path, "unknown key", remedy);
        }
    }

    private <T> void readValue(Key<T> key, Node node) {
        key.kind()
                .read(key.path(), node, faults)
                .ifPresentOrElse(value -> values.put(key, value, FaultList.lineOf(node)), () -> values.markFaulty(key));
    }

    /** The key of that very word in another section, else the one that is nearest by its letters. */
    private Optional<String> suggestion(String path, String word) {
        Optional<String> moved = keys.values().stream()
                .filter(key -> key.lastWord().equals(word))
                .map(Key::path)
                .findFirst();
        return moved.or(() -> Nearest.to(path, Stream.concat(keys.keySet().stream(), sections.stream()).toList()));
    }
}
