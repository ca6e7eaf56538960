// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.incoming;

import org.relaywarden.bsmtp.spool.SpoolException;

/** Why a mail that was read to its end is not kept. */
public sealed interface Unfit {

    /** Larger than we take. */
    record TooLarge() implements Unfit {}

    /** A lone CR or LF, a NUL, or a line beyond all reason. */
    record NoMail() implements Unfit {}

    /** It has passed through so many servers that it must be running in a circle. */
    record Loop() implements Unfit {}

    /** The disk did not take it: a fault of ours. */
    record NotWritten(SpoolException why) implements Unfit {}
}
