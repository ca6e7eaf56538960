// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

import org.relaywarden.app.wiring.Program;

/** What a command does with the program. */
@FunctionalInterface
public interface ProgramWork {

    /**
     * Does it.
     *
     * @return the exit code
     */
    int on(Program program) throws Exception;
}
