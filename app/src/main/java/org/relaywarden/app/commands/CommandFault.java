// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import org.jspecify.annotations.Nullable;

/** A command can't do what it was asked. The message says where, what and what to do. */
final class CommandFault extends Exception {

    /** Could not be done. */
    static final int NOT_DONE = 1;

    /** Wrong use, or a fault of the settings. */
    static final int WRONG_USE = 2;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFault(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static CommandFault notDone(String message) {
        return new CommandFault(NOT_DONE, message, null);
    }

    static CommandFault wrongUse(String message) {
        return new CommandFault(WRONG_USE, message, null);
    }

    int exitCode() {
        return exitCode;
    }
}
