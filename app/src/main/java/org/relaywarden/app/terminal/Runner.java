// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

/** Runs a command line to its end, whichever command it names. Thread-safe. */
@FunctionalInterface
public interface Runner {

    /**
     * Runs it.
     *
     * @param arguments as they were typed at the caller's terminal
     * @return the exit code
     */
    int run(Caller caller, String... arguments);
}
