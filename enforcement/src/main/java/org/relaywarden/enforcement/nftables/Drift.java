// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaywarden.enforcement.block.BlockDriver.Repair;
import org.relaywarden.enforcement.block.BlockRecord;

/** Says what had changed on the device without us, in words for the histories of the cases. Pure code. */
final class Drift {

    private static final int NAMED_MAX = 5;

    private final Listing before;
    private final Difference difference;
    private final Wanted wanted;

    Drift(Listing before, Difference difference, Wanted wanted) {
        this.before = before;
        this.difference = difference;
        this.wanted = wanted;
    }

    /** @param asked the blocks of this conversation, as the books had them before it */
    List<Repair> repairs(List<BlockRecord> asked) {
        List<BlockRecord> wereOn = asked.stream()
                .filter(block -> block.desiredOn() && !block.dryRun() && block.actual() == BlockRecord.Actual.ON)
                .toList();
        List<Repair> repairs = new ArrayList<>();
        ofTable(!wereOn.isEmpty(), repairs);
        wereOn.forEach(block -> ofBlock(block, repairs));
        if (!before.isAbsent()) {
            ofSurplus(asked, repairs);
        }
        return repairs;
    }

    private void ofTable(boolean wasThere, List<Repair> repairs) {
        String table = "table inet " + Structure.TABLE;
        if (before.isAbsent()) {
            if (wasThere) {
                repairs.add(ofDevice(
                        "the " + table + " was gone, as after a restart of the router or a flushed ruleset"));
            }
        } else if (difference.anew()) {
            repairs.add(ofDevice("the " + table + " was not of the form that we give it, and was made anew"));
        } else if (!difference.passing().isEmpty()) {
            String sets = difference.passing().stream().map(Family::passingSet).collect(Collectors.joining(" and "));
            repairs.add(ofDevice(
                    "the set " + sets + " did not hold our delivery ranges and probe addresses, or held more"));
        }
    }

    private void ofBlock(BlockRecord block, List<Repair> repairs) {
        Set<Element> own = wanted.elementsOf().getOrDefault(block.id(), Set.of());
        List<Element> missing =
                own.stream().filter(element -> !before.blocked().containsKey(element)).toList();
        if (missing.isEmpty()) {
            return;
        }
        String what = missing.size() == own.size()
                ? "the device had lost the block (" + named(missing) + ")"
                : "the device lacked " + named(missing)
                        + ": taken off there by somebody else, or the customer's addresses changed";
        repairs.add(new Repair(OptionalLong.of(block.caseNumber()), what));
    }

    /** What goes because its block is released is no drift. */
    private void ofSurplus(List<BlockRecord> asked, List<Repair> repairs) {
        Set<Element> released = new HashSet<>();
        asked.stream()
                .filter(block -> !block.desiredOn())
                .forEach(block -> released.addAll(wanted.elementsOf().getOrDefault(block.id(), Set.of())));
        before.blocked().forEach((element, comment) -> {
            if (!wanted.casesOf().containsKey(element) && !released.contains(element)) {
                repairs.add(new Repair(
                        OwnerMark.firstCase(comment),
                        "the device held " + element + ", which no block wants, marked \"" + Nft.shown(comment) + '"'));
            }
        });
    }

    private static Repair ofDevice(String what) {
        return new Repair(OptionalLong.empty(), what);
    }

    private static String named(List<Element> elements) {
        int more = elements.size() - NAMED_MAX;
        return elements.stream().limit(NAMED_MAX).map(Element::toString).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
