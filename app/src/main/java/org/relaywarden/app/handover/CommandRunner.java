// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.handover;

import java.io.PrintStream;

/** Runs a command that was handed over, in the process that owns the data folder. Called from several threads. */
@FunctionalInterface
public interface CommandRunner {

    /**
     * Runs it to its end; what it prints goes back to where it was typed.
     *
     * @return its exit code
     */
    int run(Request request, PrintStream out, PrintStream err);
}
