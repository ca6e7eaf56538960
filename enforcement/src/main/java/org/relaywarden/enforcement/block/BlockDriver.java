// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Carries measures out. Safe to repeat: it looks, changes what differs, and looks again. Thread-safe. */
public interface BlockDriver {

    /** What the driver says of one block. */
    sealed interface Outcome {

        /** The measure is as wanted now. */
        record Confirmed() implements Outcome {}

        /**
         * It can't be done.
         *
         * @param why where, what, and what to do; the same words for the same fault, for they are compared
         * @param seen how the block was seen to be; empty when it could not be looked at
         */
        record Refused(String why, Optional<BlockRecord.Actual> seen) implements Outcome {
            public Refused(String why) {
                this(why, Optional.empty());
            }
        }

        /** Not known: no answer in time after something was sent. Neither success nor failure. */
        record Unknown(String why) implements Outcome {}
    }

    /**
     * One thing on the device that was not as we left it, and is now.
     *
     * @param caseNumber in whose history it belongs; empty where no case is concerned
     * @param what what was found; begins no sentence and ends none
     */
    record Repair(OptionalLong caseNumber, String what) {}

    /**
     * What came of one conversation with the device. Immutable.
     *
     * @param outcomes by the id of the block, of every block that was asked about
     * @param fault why the device is not wholly as wanted; empty when it is
     */
    record Result(Map<Long, Outcome> outcomes, List<Repair> repairs, Optional<String> fault) {
        public Result {
            outcomes = Map.copyOf(outcomes);
            repairs = List.copyOf(repairs);
        }

        /** The same outcome for each, and nothing repaired. */
        public static Result of(List<BlockRecord> blocks, Outcome outcome) {
            Optional<String> fault =
                    switch (outcome) {
                        case Outcome.Confirmed _ -> Optional.empty();
                        case Outcome.Refused refused -> Optional.of(refused.why());
                        case Outcome.Unknown unknown -> Optional.of(unknown.why());
                    };
            return new Result(
                    blocks.stream().collect(Collectors.toMap(BlockRecord::id, block -> outcome)), List.of(), fault);
        }
    }

    /** The name in settings and history: {@code dry-run}. */
    String name();

    /** Whether it only records. */
    boolean isDryRun();

    /** Whether it has a means for this measure; it is asked for no other. */
    boolean carriesOut(Measure measure);

    /**
     * Makes each of these blocks as its {@code desiredOn} says, in one batch.
     *
     * @param unsettled the blocks to change
     * @param wanted all blocks that are to be on, also those: what is taken off for one may be held by another
     */
    Result apply(List<BlockRecord> unsettled, List<BlockRecord> wanted);

    /**
     * Makes the device hold exactly what these blocks want: what is missing is put back, what is ours and nobody wants
     * is taken off, what is not ours is left alone.
     *
     * @param standing all blocks that are on or ought to be
     */
    Result putRight(List<BlockRecord> standing);
}
