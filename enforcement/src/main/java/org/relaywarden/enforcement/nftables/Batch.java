// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The commands of one call of nft, as JSON (libnftables-json(5)): all of them take effect, or none. There is no shell
 * and no text mode that a value could break out of, and addresses are re-printed from parsed ones, for nft asks DNS
 * about any other word.
 */
final class Batch {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final StringJoiner commands = new StringJoiner(",\n", "{\"nftables\":[\n", "\n]}\n");

    /** Makes the whole table anew, without elements; what stood in it goes in the same instant. */
    Batch anew() {
        // There is no "destroy" before nft 1.0.7, and "delete" of what is missing fails the batch: so add first.
        command("add", Structure.table());
        command("delete", Structure.table());
        command("add", Structure.table());
        Structure.parts().forEach(part -> command("add", part));
        return this;
    }

    /** Makes the set of our own addresses hold these and no other. */
    Batch passing(Family family, Collection<Prefix> ranges) {
        ObjectNode set = NODES.objectNode();
        set.putObject("set").setAll(named(family.passingSet()));
        command("flush", set);
        ArrayNode elements = NODES.arrayNode();
        ranges.forEach(range -> elements.add(address(range)));
        elements("add", family.passingSet(), elements);
        return this;
    }

    /** Takes these off, whether or not they are still there. */
    Batch takeOff(Family family, Collection<Element> gone) {
        ArrayNode elements = NODES.arrayNode();
        gone.forEach(element -> elements.add(hostAndPort(element)));
        elements("add", family.blockedSet(), elements);
        elements("delete", family.blockedSet(), elements);
        return this;
    }

    /** Puts these on; none may be there with another comment, which would stay. */
    Batch putOn(Family family, Map<Element, SortedSet<Long>> casesOf) {
        ArrayNode elements = NODES.arrayNode();
        casesOf.forEach((element, cases) -> {
            ObjectNode marked = NODES.objectNode();
            marked.putObject("elem")
                    .set("val", hostAndPort(element))
                    .put("comment", OwnerMark.of(cases));
            elements.add(marked);
        });
        elements("add", family.blockedSet(), elements);
        return this;
    }

    private void elements(String verb, String set, ArrayNode elements) {
        if (!elements.isEmpty()) {
            ObjectNode content = named(set);
            content.set("elem", elements);
            command(verb, NODES.objectNode().set("element", content));
        }
    }

    private static ObjectNode named(String set) {
        return NODES.objectNode()
                .put("family", Structure.FAMILY)
                .put("table", Structure.TABLE)
                .put("name", set);
    }

    private static ObjectNode hostAndPort(Element element) {
        ObjectNode concat = NODES.objectNode();
        concat.putArray("concat").add(address(element.host())).add(element.port());
        return concat;
    }

    private static JsonNode address(Prefix range) {
        if (range.isOneAddress()) {
            return NODES.stringNode(range.literal());
        }
        ObjectNode prefix = NODES.objectNode();
        prefix.putObject("prefix").put("addr", range.literal()).put("len", range.bits());
        return prefix;
    }

    private void command(String verb, ObjectNode what) {
        commands.add(NODES.objectNode().set(verb, what).toString());
    }

    /** What nft reads on its standard input; a command a line. */
    @Override
    public String toString() {
        return commands.toString();
    }
}
