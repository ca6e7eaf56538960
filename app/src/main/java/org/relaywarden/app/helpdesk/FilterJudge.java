// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.util.List;
import org.relaywarden.enforcement.block.BlockRecord;

/** What a filter or block on the customer means for their mail (E1, E4). Pure. */
final class FilterJudge {

    private FilterJudge() {}

    static List<Finding> findings(Facts facts) {
        return facts.blocks().isEmpty()
                ? List.of(Finding.well(Topic.FILTER, "no filter and no block is on"))
                : facts.blocks().stream().map(FilterJudge::finding).toList();
    }

    private static Finding finding(BlockRecord block) {
        String since = " since " + block.changedAt() + " (case " + block.caseNumber() + ")";
        String evidence = block.measure() + " wanted " + (block.desiredOn() ? "on" : "off") + ", "
                + block.actual() + block.lastFault().map(fault -> ", last fault: " + fault).orElse("");
        String toLift = "To have it lifted: mend the open relay, then reply to the warning mail (E7).";
        if (block.dryRun()) {
            return Finding.note(
                    Topic.FILTER, Cause.FILTER_ON,
                    "a " + name(block) + " would be on" + since + ", but enforcement.driver is dry-run: nothing is"
                            + " blocked",
                    "Mail is not kept back by it. " + toLift, evidence);
        }
        String words = block.measure().closesMailPorts()
                ? "a filter is on" + since + ": mail from us still arrives, for our delivery addresses pass; all others"
                        + " find nothing, so a test from elsewhere gets no banner (E1, E2)"
                : "the host's access to our smarthost is blocked" + since + ": it can't send through it; mail to it"
                        + " still arrives (E4)";
        return Finding.note(Topic.FILTER, Cause.FILTER_ON, words, toLift, evidence);
    }

    private static String name(BlockRecord block) {
        return block.measure().closesMailPorts() ? "filter on the host's mail ports" : "block at the smarthost";
    }
}
