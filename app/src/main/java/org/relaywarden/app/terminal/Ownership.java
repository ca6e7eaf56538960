// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.relaywarden.app.handover.DataFolder;
import org.relaywarden.app.handover.Request;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.wiring.Instruments;
import org.relaywarden.app.wiring.Program;

/** Finds the process that owns the data folder: the one that runs already, or this one, for the time of a command. */
public final class Ownership {

    /** A short command lets go within seconds. */
    private static final int TRIES = 50;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final RootCommand root;
    private final List<String> arguments;

    Ownership(RootCommand root, List<String> arguments) {
        this.root = root;
        this.arguments = List.copyOf(arguments);
    }

    /**
     * Does the work on the program.
     *
     * @param takesCommands whether, where this process is to be the owner, others may hand commands to it
     *     meanwhile: for work of minutes
     */
    int onProgram(ProgramWork work, boolean takesCommands) throws Exception {
        Optional<Program> running = root.caller().running();
        if (running.isPresent()) {
            return work.on(running.get());
        }
        Settings settings = root.settings().settings();
        Path folder = settings.data().folder();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<DataFolder> ours = claim(folder);
            if (ours.isPresent()) {
                try (DataFolder owned = ours.get();
                        Program program = Program.open(settings, Instruments.real());
                        Closeable _ = takesCommands ? listen(owned, program) : () -> {}) {
                    return work.on(program);
                }
            }
            OptionalInt code = handOver(folder);
            if (code.isPresent()) {
                return code.getAsInt();
            }
            Thread.sleep(BETWEEN_TRIES);
        }
        throw CommandFault.notDone(folder + ": in use by " + DataFolder.ownerOf(folder)
                + ", which takes no commands. Try again when it has ended.");
    }

    /** Does the work where the program runs, or here without one: for what must not even make a data folder. */
    int onProgramIfAny(ProgramIfAnyWork work) throws Exception {
        Optional<Program> running = root.caller().running();
        if (running.isPresent()) {
            return work.on(running);
        }
        OptionalInt code = handOver(root.settings().settings().data().folder());
        return code.isPresent() ? code.getAsInt() : work.on(Optional.empty());
    }

    private OptionalInt handOver(Path folder) throws CommandFault {
        Request request = new Request(root.caller().surroundings().workingFolder(), arguments);
        try {
            return DataFolder.handOver(folder, request, root.out(), root.err());
        } catch (IOException broken) {
            throw new CommandFault(
                    CommandFault.NOT_DONE,
                    folder + ": handed to " + DataFolder.ownerOf(folder) + ", and not done: " + broken.getMessage()
                            + ". See whether it still runs, then try again.",
                    broken);
        }
    }

    /** Any command line that is handed over runs here, with its terminal's streams and folder. */
    public Closeable listen(DataFolder owned, Program program) throws CommandFault {
        try {
            return owned.listen((request, out, err) -> {
                Surroundings there = root.caller().surroundings().inFolder(request.workingFolder());
                Caller caller = new Caller(out, err, there, Optional.of(program));
                return root.runner().run(caller, request.arguments().toArray(String[]::new));
            });
        } catch (IOException noSocket) {
            throw new CommandFault(
                    CommandFault.NOT_DONE,
                    noSocket.getMessage() + ". Other commands could not be handed over: make the data folder writable.",
                    noSocket);
        }
    }

    /** Takes the folder; empty when another process has it. */
    public static Optional<DataFolder> claim(Path folder) throws CommandFault {
        try {
            return DataFolder.claim(folder);
        } catch (IOException unusable) {
            throw new CommandFault(
                    CommandFault.NOT_DONE,
                    folder + ": can't be used as the data folder (" + unusable
                            + "). Make it writable, or name another one as data.folder.",
                    unusable);
        }
    }
}
