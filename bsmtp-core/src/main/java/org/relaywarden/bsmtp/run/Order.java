// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.relaywarden.bsmtp.client.Dialled;

/**
 * What a run is asked to do.
 *
 * @param atOnce whether nothing waits for the clock
 * @param newMail whether new mail has come since it was last asked
 * @param ending whether the program stops: no further message may be begun
 * @param othersWait whether other accounts wait for a turn
 * @param aside where to dial: others may have the place meanwhile
 * @param told gets what became of each message
 */
public record Order(
        String login,
        boolean atOnce,
        BooleanSupplier newMail,
        BooleanSupplier ending,
        BooleanSupplier othersWait,
        Aside aside,
        Consumer<MessageReport> told) {

    /** Where a run dials: it may give its place up meanwhile. */
    @FunctionalInterface
    public interface Aside {
        Dialled dial(Supplier<Dialled> dial);
    }
}
