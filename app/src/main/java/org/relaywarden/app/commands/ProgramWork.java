// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import org.relaywarden.app.wiring.Program;

/** What a command does with the program. */
@FunctionalInterface
interface ProgramWork {

    /**
     * Does it.
     *
     * @return the exit code
     */
    int on(Program program) throws Exception;
}
