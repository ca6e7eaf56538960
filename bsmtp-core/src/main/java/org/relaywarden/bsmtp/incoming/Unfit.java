// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.incoming;

import org.relaywarden.bsmtp.spool.SpoolException;

/** Why a mail that was read to its end is not kept. */
public sealed interface Unfit {

    /** Larger than we take. */
    record TooLarge() implements Unfit {}

    /** A CR or LF stands alone, and is not to be mended. */
    record LoneLineEnd() implements Unfit {}

    /** A NUL byte. */
    record Nul() implements Unfit {}

    /** A line beyond all reason. */
    record LineTooLong() implements Unfit {}

    /** It has passed through so many servers that it must be running in a circle. */
    record Loop() implements Unfit {}

    /** The disk did not take it: a fault of ours. */
    record NotWritten(SpoolException why) implements Unfit {}
}
