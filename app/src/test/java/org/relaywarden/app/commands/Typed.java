// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.terminal.Caller;

/** What came of a command that was typed in a folder, by a user who has no settings anywhere. */
record Typed(int code, String out, String err) {

    /** A terminal whose working folder this is. */
    static Terminal in(Path folder) {
        return new Terminal(folder);
    }

    record Terminal(Path folder) {

        Typed run(String... arguments) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Surroundings nobody =
                    new Surroundings(Map.of(), folder.resolve("home"), folder, folder.resolve("etc/relaywarden.yaml"));
            int code = Commands.run(new Caller(utf8(out), utf8(err), nobody, Optional.empty()), arguments);
            return new Typed(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }

        /** Under the settings in this file. */
        Typed with(String settings, String... words) {
            return run(Stream.concat(Stream.of("--config", settings), Stream.of(words)).toArray(String[]::new));
        }

        private static PrintStream utf8(ByteArrayOutputStream bytes) {
            return new PrintStream(bytes, true, StandardCharsets.UTF_8);
        }
    }
}
