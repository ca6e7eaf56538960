// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our table as nft lists it. Immutable.
 *
 * @param structure sets, chains and rules without what changes by itself (handles, counters, elements), in nft's order
 * @param passing the addresses of the passing sets, as ranges from first to last, by family
 * @param blocked the elements of the blocked sets, with their comments
 * @param isLegible false when a set holds what this program never puts there, and can't name to take it off
 */
record Listing(
        List<JsonNode> structure,
        Map<Family, List<Span>> passing,
        Map<Element, String> blocked,
        boolean isLegible) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Addresses from first to last. */
    record Span(BigInteger first, BigInteger last) {
        static Span of(Prefix range) {
            return new Span(range.first(), range.last());
        }
    }

    Listing {
        structure = List.copyOf(structure);
        passing = Map.copyOf(passing);
        blocked = Collections.unmodifiableMap(new LinkedHashMap<>(blocked)); // in nft's order
    }

    /** Where there is no table. */
    static Listing absent() {
        return new Listing(List.of(), Map.of(), Map.of(), true);
    }

    boolean isAbsent() {
        return structure.isEmpty();
    }

    /**
     * Reads what {@code nft -j list table} printed.
     *
     * @throws IllegalArgumentException when it is no listing; the message says why
     */
    static Listing parse(String json) {
        var reading = new Reading();
        objects(json).forEach(reading::take);
        if (reading.structure.isEmpty()) {
            throw new IllegalArgumentException("no table in it");
        }
        return new Listing(reading.structure, reading.passing, reading.blocked, reading.legible);
    }

    /**
     * Whether {@code nft -j list tables} names our table.
     *
     * @throws IllegalArgumentException when it is no listing; the message says why
     */
    static boolean namesOurTable(String json) {
        return objects(json).stream()
                .map(object -> object.path("table"))
                .anyMatch(table -> table.path("family").asString("").equals(Structure.FAMILY)
                        && table.path("name").asString("").equals(Structure.TABLE));
    }

    private static List<JsonNode> objects(String json) {
        try {
            JsonNode objects = MAPPER.readTree(json).path("nftables");
            if (!objects.isArray()) {
                throw new IllegalArgumentException("no list \"nftables\" in it");
            }
            return List.copyOf(objects.values());
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("not JSON", notJson);
        }
    }

    /** Structures as they are compared: without what changes by itself. */
    static List<JsonNode> comparable(List<ObjectNode> parts) {
        var reading = new Reading();
        parts.forEach(reading::take);
        return reading.structure;
    }

    /** Gathers, object by object. */
    private static final class Reading {
        private final List<JsonNode> structure = new ArrayList<>();
        private final Map<Family, List<Span>> passing = new HashMap<>();
        private final Map<Element, String> blocked = new LinkedHashMap<>();
        private boolean legible = true;

        void take(JsonNode object) {
            if (object.has("metainfo")) {
                return;
            }
            if (object.has("set")) {
                takeElements(object.get("set"));
            }
            JsonNode bare = object.deepCopy();
            for (JsonNode content : bare) {
                if (content instanceof ObjectNode fields) {
                    fields.remove(List.of("handle", "elem"));
                    fields.path("expr").forEach(Reading::forgetCounts);
                }
            }
            structure.add(bare);
        }

        private static void forgetCounts(JsonNode expression) {
            if (expression instanceof ObjectNode fields && fields.has("counter")) {
                fields.putNull("counter");
            }
        }

        private void takeElements(JsonNode set) {
            String name = set.path("name").asString("");
            for (JsonNode element : set.path("elem")) {
                try {
                    for (Family family : Family.values()) {
                        if (name.equals(family.passingSet())) {
                            passing.computeIfAbsent(family, _ -> new ArrayList<>()).add(span(element));
                        } else if (name.equals(family.blockedSet())) {
                            takeBlocked(family, element);
                        }
                    }
                } catch (IllegalArgumentException strange) {
                    legible = false;
                }
            }
        }

        private void takeBlocked(Family family, JsonNode element) {
            JsonNode value = element.has("elem") ? element.path("elem").path("val") : element;
            JsonNode parts = value.path("concat");
            int port = parts.path(1).asInt(-1);
            Element read = new Element(prefix(parts.path(0)), port);
            if (parts.size() != 2 || port < 0 || read.family() != family) {
                throw new IllegalArgumentException("not a host and a port");
            }
            blocked.put(read, element.path("elem").path("comment").asString(""));
        }

        private static Span span(JsonNode element) {
            JsonNode value = element.has("elem") ? element.path("elem").path("val") : element;
            JsonNode range = value.path("range");
            return range.size() == 2
                    ? new Span(prefix(range.get(0)).first(), prefix(range.get(1)).last())
                    : Span.of(prefix(value));
        }

        private static Prefix prefix(JsonNode value) {
            if (value.isString()) {
                Prefix address = Prefix.parse(value.asString(), 0);
                return Prefix.parse(value.asString(), address.family() == Family.IPV4 ? 32 : 128);
            }
            return Prefix.parse(
                    value.path("prefix").path("addr").asString(""),
                    value.path("prefix").path("len").asInt(-1));
        }
    }
}
