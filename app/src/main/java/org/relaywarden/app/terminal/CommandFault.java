// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.journal.Visible;

/** A command can't do what it was asked. The message says where, what and what to do. */
public final class CommandFault extends Exception {

    /** Could not be done. */
    public static final int NOT_DONE = 1;

    /** Wrong use, or a fault of the settings. */
    public static final int WRONG_USE = 2;

    private static final int LOGIN_CHARACTERS_MAX = 64;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** A fault with its exit code, and what caused it. */
    public CommandFault(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** It could not be done. */
    public static CommandFault notDone(String message) {
        return new CommandFault(NOT_DONE, message, null);
    }

    /** It was typed wrongly, or the settings have a fault. */
    public static CommandFault wrongUse(String message) {
        return new CommandFault(WRONG_USE, message, null);
    }

    /** A login was typed that is in no books. */
    public static CommandFault unknownCustomer(String login) {
        return notDone("No customer has the login " + Visible.of(login, LOGIN_CHARACTERS_MAX)
                + ". See them all: customers list");
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }
}
