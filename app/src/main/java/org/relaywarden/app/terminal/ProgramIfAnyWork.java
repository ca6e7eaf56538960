// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

import java.util.Optional;
import org.relaywarden.app.wiring.Program;

/** What a command does beside the program, or without it. */
@FunctionalInterface
public interface ProgramIfAnyWork {

    /**
     * Does it.
     *
     * @param program empty where none runs
     * @return the exit code
     */
    int on(Optional<Program> program) throws Exception;
}
