// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What a key takes: one value, or a list of values.
 *
 * @param <T> the type of what is read
 */
public sealed interface Kind<T> {

    /** What to write, for people: {@code a duration of 1s to 7d, such as 20m}. */
    String shape();

    /**
     * Reads a node of the file.
     *
     * @return empty when it was at fault; the fault is told then
     */
    Optional<T> read(String key, Node node, FaultList faults);

    /** Reads the text of one value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(String text) throws WrongValue;
    }

    /** One value. */
    record One<T>(String shape, Reader<T> reader) implements Kind<T> {

        @Override
        public Optional<T> read(String key, Node node, FaultList faults) {
            switch (node) {
                case ScalarNode scalar when Tag.NULL.equals(scalar.getTag()) ->
                    faults.add(node, key, "has no value", "Write " + shape + ", or take the key out.");
                case ScalarNode scalar -> {
                    try {
                        return Optional.of(reader.read(scalar.getValue()));
                    } catch (WrongValue wrong) {
                        faults.addValue(node, key, scalar.getValue(), wrong);
                    }
                }
                case MappingNode _ ->
                    faults.add(node, key, "takes one value, not keys of its own", "Write " + shape + ".");
                default -> faults.add(node, key, "takes one value, not a list", "Write " + shape + ".");
            }
            return Optional.empty();
        }

        /** The same, and the key may be left out: its default is nothing. */
        public One<Optional<T>> orNone() {
            return new One<>(shape, text -> Optional.of(reader.read(text)));
        }
    }

    /**
     * A list of values; a single value stands for a list of one.
     *
     * @param mayRepeat whether a value may stand there twice
     */
    record Many<E>(One<E> each, int max, boolean mayRepeat) implements Kind<List<E>> {

        /** A list of values, none of them twice. */
        public Many(One<E> each, int max) {
            this(each, max, false);
        }

        /** A list whose values may stand there twice, as words of a command. */
        public static <E> Many<E> withRepeats(One<E> each, int max) {
            return new Many<>(each, max, true);
        }

        @Override
        public String shape() {
            return "a list, each " + each.shape();
        }

        @Override
        public Optional<List<E>> read(String key, Node node, FaultList faults) {
            if (!(node instanceof SequenceNode list)) {
                return each.read(key, node, faults).map(List::of);
            }
            if (list.getValue().size() > max) {
                faults.add(node, key, "has " + list.getValue().size() + " values", "Write at most " + max + ".");
                return Optional.empty();
            }
            List<E> values = new ArrayList<>();
            boolean sound = true;
            for (Node item : list.getValue()) {
                Optional<E> value = each.read(key, item, faults);
                if (!mayRepeat && value.isPresent() && values.contains(value.get())) {
                    faults.add(item, key, value.get() + " stands here twice", "Take one out.");
                    sound = false;
                }
                sound &= value.isPresent();
                value.ifPresent(values::add);
            }
            return sound ? Optional.of(List.copyOf(values)) : Optional.empty();
        }
    }
}
