// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.enforcement.block.BlockDriver;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Measure;

/** A real driver that says what it is told to say, and keeps what it was asked: a batch each time. */
public final class ScriptedDriver implements BlockDriver {

    public Outcome says = new Outcome.Confirmed();
    public List<Repair> repairs = List.of();
    public Set<Measure> carriesOut = EnumSet.allOf(Measure.class);
    public final List<List<BlockRecord>> batches = new ArrayList<>();

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public boolean isDryRun() {
        return false;
    }

    @Override
    public boolean carriesOut(Measure measure) {
        return carriesOut.contains(measure);
    }

    @Override
    public Result apply(List<BlockRecord> unsettled, List<BlockRecord> wanted) {
        return putRight(unsettled);
    }

    @Override
    public Result putRight(List<BlockRecord> standing) {
        batches.add(standing);
        Result result = Result.of(standing, says);
        Optional<String> fault = standing.isEmpty() ? Optional.empty() : result.fault();
        return new Result(result.outcomes(), repairs, fault);
    }
}
