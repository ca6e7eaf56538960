// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our table without its elements: sets, chains and rules, in the form that nft itself prints (libnftables-json(5)).
 *
 * <p>The rules stand in a hook of their own, before the usual filter and so before any "established, accept": a session
 * that lives when the block comes is cut. Each direction has its rule, so both ends get their reset.
 */
final class Structure {

    static final String FAMILY = "inet";
    static final String TABLE = "relaywarden";

    /** All names have a prefix or an underscore: bare words such as {@code fwd} are keywords of nft. */
    private static final String RULES = "relay_rules";

    /** The usual filter stands at 0. */
    private static final int BEFORE_FILTER = -10;

    /** RFC 9293 section 3.1; as a number, for that is how nft prints it with -n. */
    private static final int TCP_FLAG_RST = 4;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Structure() {}

    static ObjectNode table() {
        return kind("table", NODES.objectNode().put("family", FAMILY).put("name", TABLE));
    }

    /** All of it, in the order in which nft lists it. */
    static List<ObjectNode> whole() {
        List<ObjectNode> whole = new ArrayList<>(List.of(table()));
        whole.addAll(parts());
        return whole;
    }

    /** Sets, chains and rules, each as {@code {"set": {...}}}, in an order in which they can be added. */
    static List<ObjectNode> parts() {
        List<ObjectNode> parts = new ArrayList<>();
        for (Family family : Family.values()) {
            parts.add(passingSet(family));
            parts.add(blockedSet(family));
        }
        parts.add(kind("chain", inTable().put("name", RULES)));
        parts.add(hook("relay_forward", "forward"));
        // E1, "nobody else": a shell or a program on the router itself is no exception.
        parts.add(hook("relay_output", "output"));
        parts.add(resetsPass());
        for (Family family : Family.values()) {
            parts.add(rule("to blocked hosts", family, "daddr", "dport", "saddr"));
            parts.add(rule("from blocked hosts", family, "saddr", "sport", "daddr"));
        }
        parts.add(jump("relay_forward"));
        parts.add(jump("relay_output"));
        return parts;
    }

    private static ObjectNode passingSet(Family family) {
        ObjectNode set = inTable().put("name", family.passingSet()).put("type", family.type());
        set.putArray("flags").add("interval");
        return kind("set", set);
    }

    private static ObjectNode blockedSet(Family family) {
        ObjectNode set = inTable().put("name", family.blockedSet());
        set.putArray("type").add(family.type()).add("inet_service");
        if (family == Family.IPV6) {
            set.putArray("flags").add("interval");
        }
        return kind("set", set);
    }

    private static ObjectNode hook(String chain, String hook) {
        return kind("chain", inTable()
                .put("name", chain)
                .put("type", "filter")
                .put("hook", hook)
                .put("prio", BEFORE_FILTER)
                .put("policy", "accept"));
    }

    private static ObjectNode rule(String comment, Family family, String host, String port, String peer) {
        ObjectNode rule = inTable().put("chain", RULES).put("comment", TABLE + ": " + comment);
        var hostAndPort = NODES.objectNode();
        hostAndPort.putArray("concat").add(payload(family.protocol(), host)).add(payload("tcp", port));
        ObjectNode reject = NODES.objectNode();
        reject.putObject("reject").put("type", "tcp reset");
        rule.putArray("expr")
                .add(match("==", hostAndPort, family.blockedSet()))
                .add(match("!=", payload(family.protocol(), peer), family.passingSet()))
                .add(NODES.objectNode().putNull("counter"))
                .add(reject);
        return kind("rule", rule);
    }

    /**
     * RFC 9293 section 3.5.3: a reset carries no mail, it ends a session. Those that our own rules send leave through
     * the output hook, and would be caught there.
     */
    private static ObjectNode resetsPass() {
        ObjectNode rule = inTable().put("chain", RULES).put("comment", TABLE + ": resets pass");
        ObjectNode match = NODES.objectNode();
        match.putObject("match").put("op", "in").set("left", payload("tcp", "flags")).put("right", TCP_FLAG_RST);
        rule.putArray("expr").add(match).add(NODES.objectNode().putNull("return"));
        return kind("rule", rule);
    }

    private static ObjectNode jump(String chain) {
        ObjectNode rule = inTable().put("chain", chain).put("comment", TABLE);
        ObjectNode jump = NODES.objectNode();
        jump.putObject("jump").put("target", RULES);
        rule.putArray("expr").add(jump);
        return kind("rule", rule);
    }

    private static ObjectNode payload(String protocol, String field) {
        ObjectNode payload = NODES.objectNode();
        payload.putObject("payload").put("protocol", protocol).put("field", field);
        return payload;
    }

    private static ObjectNode match(String operator, JsonNode left, String set) {
        ObjectNode match = NODES.objectNode();
        match.putObject("match").put("op", operator).set("left", left).put("right", "@" + set);
        return match;
    }

    private static ObjectNode kind(String word, ObjectNode content) {
        return NODES.objectNode().set(word, content);
    }

    private static ObjectNode inTable() {
        return NODES.objectNode().put("family", FAMILY).put("table", TABLE);
    }
}
