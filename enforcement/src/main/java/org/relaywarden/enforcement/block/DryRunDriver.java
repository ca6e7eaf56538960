// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Touches nothing: each measure counts as done the moment it is asked for, and the record says that it is not real.
 *
 * <p>A block that another driver really put on is never said to be off while it may be on: the network still holds it.
 */
public final class DryRunDriver implements BlockDriver {

    /** What an earlier driver left on its device, looked at without touching it. */
    @FunctionalInterface
    public interface Remains {

        /** What is seen. */
        sealed interface Look {

            /**
             * So many blocked addresses are still there.
             *
             * @param remedy how to take them off, a sentence
             */
            record Held(int elements, String remedy) implements Look {}

            /** It can't be looked at; {@code why} is a sentence. */
            record Hidden(String why) implements Look {}
        }

        /** Looks; runs no more than a few seconds. */
        Look look();
    }

    private final Remains remains;

    /** Asked only while the books hold a block that is really on. */
    public DryRunDriver(Remains remains) {
        this.remains = remains;
    }

    /** Where no other driver ever was. */
    public DryRunDriver() {
        this(() -> new Remains.Look.Hidden("No driver is known that could have put it on."));
    }

    @Override
    public String name() {
        return "dry-run";
    }

    @Override
    public boolean isDryRun() {
        return true;
    }

    @Override
    public boolean carriesOut(Measure measure) {
        return true;
    }

    @Override
    public Result apply(List<BlockRecord> unsettled, List<BlockRecord> wanted) {
        return record(unsettled);
    }

    @Override
    public Result putRight(List<BlockRecord> standing) {
        return record(standing);
    }

    private Result record(List<BlockRecord> blocks) {
        Optional<String> held =
                blocks.stream().anyMatch(DryRunDriver::mayReallyBeOn) ? stillThere(remains.look()) : Optional.empty();
        Map<Long, Outcome> outcomes = new HashMap<>();
        for (BlockRecord block : blocks) {
            boolean free = held.isEmpty() || !mayReallyBeOn(block);
            outcomes.put(block.id(), free ? new Outcome.Confirmed() : new Outcome.Refused(held.get()));
        }
        return new Result(outcomes, List.of(), held);
    }

    private static boolean mayReallyBeOn(BlockRecord block) {
        return !block.dryRun() && block.actual() != BlockRecord.Actual.OFF;
    }

    private static Optional<String> stillThere(Remains.Look look) {
        String begin = "blocks of an earlier driver are really on, and dry-run touches nothing. ";
        return switch (look) {
            case Remains.Look.Held held -> held.elements() == 0
                    ? Optional.empty()
                    : Optional.of(begin + held.elements() + " of our elements are still in the device. "
                            + held.remedy());
            case Remains.Look.Hidden hidden -> Optional.of(begin + "They can't be looked at: " + hidden.why());
        };
    }
}
