// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

import java.io.PrintStream;
import java.util.Optional;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.wiring.Program;

/**
 * Who runs a command: where its words go, and where its paths begin.
 *
 * @param out results
 * @param err faults and progress
 * @param surroundings environment and folders of the terminal where it was typed
 * @param running the program, where the command was handed over to the process that runs it
 */
public record Caller(PrintStream out, PrintStream err, Surroundings surroundings, Optional<Program> running) {}
