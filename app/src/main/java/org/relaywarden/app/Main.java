// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.relaywarden.app.commands.Commands;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.terminal.Caller;

/** Runs one command of the command line, and ends the process with its exit code. */
public final class Main {

    private Main() {}

    /** The entry of the process. */
    public static void main(String[] arguments) {
        Caller terminal = new Caller(
                utf8(FileDescriptor.out), utf8(FileDescriptor.err), Surroundings.ofProcess(), Optional.empty());
        int code = Commands.run(terminal, arguments);
        terminal.out().flush();
        terminal.err().flush();
        System.exit(code);
    }

    /** UTF-8 whatever the locale: JSON is UTF-8, and a customer's name is not to depend on who asks. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
