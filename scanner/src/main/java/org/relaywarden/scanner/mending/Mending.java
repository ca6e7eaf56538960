// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.mending;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a fault is mended on each product, by the topic that a relay test names (E9). Immutable. */
public final class Mending {

    private static final Mending SHIPPED = new Mending(read(shippedLines()));

    private final Map<String, Map<Product, String>> topics;

    private Mending(Map<String, Map<Product, String>> topics) {
        this.topics = topics;
    }

    /** The texts that come with the program. */
    public static Mending shipped() {
        return SHIPPED;
    }

    /** All topics. */
    public Set<String> topics() {
        return topics.keySet();
    }

    /**
     * One sentence or setting a product; where the product can't have the fault, the text says so.
     *
     * @return empty for a topic that is not known
     */
    public Map<Product, String> of(String topic) {
        return topics.getOrDefault(topic, Map.of());
    }

    private static List<String> shippedLines() {
        try (InputStream text = Mending.class.getResourceAsStream("mending.txt")) {
            if (text == null) {
                throw new IllegalStateException("mending.txt is missing from the program");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@code [topic]}, then lines {@code Product, Product: text}; {@code #} begins a comment. */
    static Map<String, Map<Product, String>> read(List<String> lines) {
        Map<String, Map<Product, String>> topics = new LinkedHashMap<>();
        Map<Product, String> topic = new EnumMap<>(Product.class);
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                topic = new EnumMap<>(Product.class);
                if (topics.put(line.substring(1, line.length() - 1), Collections.unmodifiableMap(topic)) != null) {
                    throw new IllegalArgumentException("two topics " + line);
                }
                continue;
            }
            add(topic, line);
        }
        return Collections.unmodifiableMap(topics);
    }

    private static void add(Map<Product, String> topic, String line) {
        int colon = line.indexOf(": ");
        if (colon < 0) {
            throw new IllegalArgumentException("no product in front of: " + line);
        }
        for (String label : line.substring(0, colon).split(", ")) {
            Product product = Product.called(label)
                    .orElseThrow(() -> new IllegalArgumentException("no product is called " + label));
            if (topic.put(product, line.substring(colon + 2)) != null) {
                throw new IllegalArgumentException(label + " twice in one topic: " + line);
            }
        }
    }
}
