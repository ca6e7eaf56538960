// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * The YAML of settings as nodes: bounded, and without the parts of YAML that settings have no use for. The events are
 * looked through first, so that what builds the nodes meets neither a deep nest nor a web of aliases.
 */
public final class YamlText {

    /** The largest text that is read: 1 MiB. */
    public static final int BYTES_MAX = 1 << 20;

    /** The deepest key has three words; a list and a little room. */
    private static final int DEPTH_MAX = 8;

    private static final LoadSettings LOAD = LoadSettings.builder()
            .setUseMarks(true)
            .setCodePointLimit(BYTES_MAX)
            .setMaxAliasesForCollections(0)
            .setAllowNonScalarKeys(true)
            .setSchema(new JsonSchema())
            .build();

    private YamlText() {}

    /** The root node; empty for a text without any, and for one that can't be read on: a fault is told then. */
    public static Optional<Node> compose(String text, FaultList faults) {
        try {
            return isFitToCompose(text, faults) ? new Compose(LOAD).composeString(text) : Optional.empty();
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(FaultList::lineOf).orElse(0);
            faults.add(
                    line,
                    "",
                    "not YAML: " + FaultList.shown(String.valueOf(broken.getProblem())),
                    "Look at this line and the one above: indentation, a colon without a blank after it, or an open"
                            + " quote; an address such as '[::1]:2525' stands in quotes.");
        } catch (YamlEngineException broken) {
            faults.add(0, "", "not YAML: " + FaultList.shown(String.valueOf(broken.getMessage())), "Mend it.");
        }
        return Optional.empty();
    }

    private static boolean isFitToCompose(String text, FaultList faults) {
        int depth = 0;
        int documents = 0;
        boolean fit = true;
        for (Event event : new Parse(LOAD).parseString(text)) {
            int line = event.getStartMark().map(FaultList::lineOf).orElse(0);
            switch (event) {
                case DocumentStartEvent _ -> documents++;
                case CollectionStartEvent _ -> depth++;
                case CollectionEndEvent _ -> depth--;
                default -> {}
            }
            if (depth > DEPTH_MAX) {
                faults.add(line, "", "nested more than " + DEPTH_MAX + " deep",
                        "No key lies so deep: look at the indentation.");
                return false;
            }
            if (documents > 1) {
                faults.add(line, "", "a second document begins", "Settings are one document: take '---' out.");
                return false;
            }
            fit &= isPlain(event, line, faults);
        }
        return fit;
    }

    /** Anchors, aliases and tags are refused where they stand. */
    private static boolean isPlain(Event event, int line, FaultList faults) {
        if (event instanceof AliasEvent) {
            faults.add(line, "", "an alias (*)", "Write the value out.");
            return false;
        }
        if (!(event instanceof NodeEvent node)) {
            return true;
        }
        boolean tagged =
                switch (node) {
                    case ScalarEvent scalar -> scalar.getTag().isPresent();
                    case CollectionStartEvent collection -> collection.getTag().isPresent();
                    default -> false;
                };
        if (tagged) {
            faults.add(line, "", "a tag (!)", "Take it out: the key says what its value is.");
        }
        if (node.getAnchor().isPresent()) {
            faults.add(line, "", "an anchor (&)", "Take it out, and write each value where it belongs.");
        }
        return !tagged && node.getAnchor().isEmpty();
    }
}
