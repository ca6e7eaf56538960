// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import org.relaywarden.scanner.battery.TestId;

/** Decides which tests go beyond RCPT. */
@FunctionalInterface
public interface Courier {

    /**
     * Asked once the host has accepted the recipient of a test that is no control.
     *
     * @return true to hand the message over now. It is recorded by then: a return can be here before the host's reply
     *     to the final dot is
     */
    boolean handsOver(TestId test);
}
