// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What a run is asked to do.
 *
 * @param byOperator whether nothing waits for the clock
 * @param newMail whether new mail has come since it was last asked
 * @param ending whether no further message may be begun
 * @param told gets what became of each message
 */
record Order(
        String login,
        boolean byOperator,
        BooleanSupplier newMail,
        BooleanSupplier ending,
        Consumer<MessageReport> told) {}
