// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.enforcement.block.BlockDriver.Outcome;
import org.relaywarden.enforcement.block.BlockDriver.Repair;
import org.relaywarden.enforcement.block.BlockDriver.Result;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.BlockRecord.Actual;

/**
 * What the last look at the device says of each block. Pure code.
 *
 * @param isOfOurForm whether our rules stand as we made them: without them no element blocks anybody
 * @param failure why the device is not as wanted after the change; empty when it is
 */
record Outcomes(Wanted wanted, Listing seen, boolean isOfOurForm, Optional<Failure> failure) {

    /**
     * Why a change did not do what it was to do.
     *
     * @param mayHappenYet whether what was sent may still take effect
     */
    record Failure(String why, boolean mayHappenYet) {}

    Result result(List<BlockRecord> asked, List<Repair> repairs) {
        Map<Long, Outcome> outcomes = new HashMap<>();
        asked.forEach(block -> outcomes.put(block.id(), of(block)));
        return new Result(outcomes, repairs, failure.map(Failure::why));
    }

    private Outcome of(BlockRecord block) {
        Set<Element> own = wanted.elementsOf().getOrDefault(block.id(), Set.of());
        if (block.desiredOn() && own.isEmpty()) {
            return new Outcome.Refused(
                    "no address of " + block.login() + " may be blocked: each is another customer's by now, or stands"
                            + " in enforcement.never-block",
                    Optional.of(Actual.OFF));
        }
        Actual is = isOn(block, own) ? Actual.ON : Actual.OFF;
        boolean asWanted = is == (block.desiredOn() ? Actual.ON : Actual.OFF);
        if (failure.isEmpty() || (asWanted && !block.desiredOn())) {
            return new Outcome.Confirmed();
        }
        return failure.get().mayHappenYet() && !asWanted
                ? new Outcome.Unknown(failure.get().why())
                : new Outcome.Refused(failure.get().why(), Optional.of(is));
    }

    private boolean isOn(BlockRecord block, Set<Element> own) {
        if (block.desiredOn()) {
            return isOfOurForm && seen.blocked().keySet().containsAll(own);
        }
        // What another block wants too stays, and is no trace of this one.
        return own.stream()
                .filter(element -> !wanted.casesOf().containsKey(element))
                .anyMatch(seen.blocked()::containsKey);
    }
}
