// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.nftables.Listing.Span;

/**
 * What the table is to hold. Immutable; made anew for each conversation with the device.
 *
 * @param elementsOf by the id of the block; of blocks that are to go too, for those must be gone
 * @param casesOf the cases that want an element; an element that is not in it must be gone
 * @param passing our own addresses, none inside another: nft refuses overlapping intervals
 */
record Wanted(
        Map<Long, Set<Element>> elementsOf, Map<Element, SortedSet<Long>> casesOf, Map<Family, List<Prefix>> passing) {

    static Wanted of(
            List<BlockRecord> toBeOn, List<BlockRecord> asked, Projection projection, NftablesSettings settings) {
        Map<Long, Set<Element>> elementsOf = new HashMap<>();
        Map<Element, SortedSet<Long>> casesOf = new LinkedHashMap<>();
        asked.forEach(block -> elementsOf.put(block.id(), projection.of(block)));
        for (BlockRecord block : toBeOn) {
            for (Element element : elementsOf.computeIfAbsent(block.id(), _ -> projection.of(block))) {
                casesOf.computeIfAbsent(element, _ -> new TreeSet<>()).add(block.caseNumber());
            }
        }
        return new Wanted(elementsOf, casesOf, passing(settings));
    }

    private static Map<Family, List<Prefix>> passing(NftablesSettings settings) {
        List<Prefix> kept = new ArrayList<>();
        settings.passing().stream()
                .map(Prefix::of)
                .sorted(Comparator.comparingInt(Prefix::bits))
                .filter(range -> kept.stream().noneMatch(wider -> wider.contains(range)))
                .forEach(kept::add);
        Map<Family, List<Prefix>> byFamily = new HashMap<>();
        for (Family family : Family.values()) {
            byFamily.put(family, kept.stream().filter(range -> range.family() == family).toList());
        }
        return byFamily;
    }

    /** Whether the passing set of this family lets the wanted addresses through and no other. */
    boolean passesIn(Listing listing, Family family) {
        List<Span> wanted = passing.getOrDefault(family, List.of()).stream().map(Span::of).toList();
        return joined(wanted).equals(joined(listing.passing().getOrDefault(family, List.of())));
    }

    /** Neighbours joined: a device may show two halves as one. */
    private static List<Span> joined(List<Span> spans) {
        List<Span> joined = new ArrayList<>();
        for (Span span : spans.stream().sorted(Comparator.comparing(Span::first)).toList()) {
            Span last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && last.last().add(BigInteger.ONE).compareTo(span.first()) >= 0) {
                joined.set(joined.size() - 1, new Span(last.first(), last.last().max(span.last())));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }
}
