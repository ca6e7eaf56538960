// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.time.InstantSource;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.probe.ProbeTimeouts;

/**
 * What the program measures time with. Handed in, so that a demo and a test can be quick. Immutable.
 *
 * @param clock what time it is
 * @param waiting how a scan waits
 * @param firstTry how long a host may take at a first try
 * @param furtherTries how long when it was too slow, or put us off
 */
public record Instruments(
        InstantSource clock, Waiting waiting, ProbeTimeouts firstTry, ProbeTimeouts furtherTries) {

    /** The system's clock, real waits, and the patience that servers in the world need. */
    public static Instruments real() {
        return new Instruments(
                InstantSource.system(), Waiting.inRealTime(), ProbeTimeouts.firstTry(), ProbeTimeouts.retry());
    }

    /** The same with another patience: for servers on this machine, where a second is long. */
    public Instruments withTimeouts(ProbeTimeouts timeouts) {
        return new Instruments(clock, waiting, timeouts, timeouts);
    }
}
