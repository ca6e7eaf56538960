// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * What has to change for the table to be as wanted. Pure code.
 *
 * @param anew the table has to be made anew: it is missing, not of our form, or not legible
 * @param passing the families whose passing set is not as wanted
 * @param lacking the wanted elements that are missing, or bear another mark
 * @param surplus the elements that go: nobody wants them, or they come back with another mark
 */
record Difference(
        boolean anew,
        List<Family> passing,
        Map<Element, SortedSet<Long>> lacking,
        List<Element> surplus) {

    static Difference between(Listing seen, boolean isOfOurForm, Wanted wanted) {
        if (!isOfOurForm || !seen.isLegible()) {
            return new Difference(true, List.of(Family.values()), wanted.casesOf(), List.of());
        }
        List<Family> passing = new ArrayList<>();
        for (Family family : Family.values()) {
            if (!wanted.passesIn(seen, family)) {
                passing.add(family);
            }
        }
        Map<Element, SortedSet<Long>> lacking = new LinkedHashMap<>();
        wanted.casesOf().forEach((element, cases) -> {
            if (!OwnerMark.of(cases).equals(seen.blocked().get(element))) {
                lacking.put(element, cases);
            }
        });
        List<Element> surplus = seen.blocked().keySet().stream()
                .filter(element -> lacking.containsKey(element) || !wanted.casesOf().containsKey(element))
                .toList();
        return new Difference(false, passing, lacking, surplus);
    }

    /** Whether all is as wanted. */
    boolean isNone() {
        return !anew && passing.isEmpty() && lacking.isEmpty() && surplus.isEmpty();
    }

    /** The commands that make it so, all or none. */
    Batch batch(Wanted wanted) {
        Batch batch = anew ? new Batch().anew() : new Batch();
        for (Family family : passing) {
            if (!anew || !wanted.passing().getOrDefault(family, List.of()).isEmpty()) {
                batch.passing(family, wanted.passing().getOrDefault(family, List.of()));
            }
        }
        for (Family family : Family.values()) {
            batch.takeOff(family, surplus.stream().filter(element -> element.family() == family).toList());
            Map<Element, SortedSet<Long>> ofFamily = new LinkedHashMap<>();
            lacking.forEach((element, cases) -> {
                if (element.family() == family) {
                    ofFamily.put(element, cases);
                }
            });
            batch.putOn(family, ofFamily);
        }
        return batch;
    }
}
