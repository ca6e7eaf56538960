// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

/** Carries a measure out. Safe to repeat: it looks, changes what differs, and looks again. Thread-safe. */
public interface BlockDriver {

    /** What the driver says of one block. */
    sealed interface Outcome {

        /** The measure is as wanted now. */
        record Confirmed() implements Outcome {}

        /** It can't be done; {@code why} says what to do. */
        record Refused(String why) implements Outcome {}

        /** Not known: no answer in time. Neither success nor failure. */
        record Unknown(String why) implements Outcome {}
    }

    /** The name in settings and history: {@code dry-run}. */
    String name();

    /** Whether it only records. */
    boolean isDryRun();

    /** Makes this block as its {@code desiredOn} says. */
    Outcome apply(BlockRecord block);
}
