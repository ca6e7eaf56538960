// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.io.Closeable;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.relaywarden.app.handover.DataFolder;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.app.terminal.Ownership;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Instruments;
import org.relaywarden.app.wiring.Program;
import picocli.CommandLine.Command;

/** {@code serve}: runs everything until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs intake, delivery, nightly scan and case desk until SIGTERM or SIGINT; other commands typed"
                + " meanwhile are handed to it. Prints 'ready' and its addresses once mail is taken.")
final class ServeCommand implements Callable<Integer> {

    /** Less than the ten seconds in which the process is to be gone, whatever hangs. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

    private final RootCommand root;

    ServeCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        if (root.caller().running().isPresent()) {
            throw runsAlready(root.caller().running().get().settings().data().folder());
        }
        Settings settings = root.settings().settings();
        Path folder = settings.data().folder();
        LogLevels.ofServer();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> stopAndWait(stop, stopped), "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try (DataFolder ours = Ownership.claim(folder).orElseThrow(() -> runsAlready(folder));
                Program program = Program.open(settings, Instruments.real());
                Closeable _ = root.ownership().listen(ours, program)) {
            program.receiveMail();
            program.turnByTheClock();
            String smarthost = program.smarthost().addresses().isEmpty()
                    ? ""
                    : " smarthost=" + text(program.smarthost().addresses());
            root.out().println("ready intake=" + text(program.listening()) + smarthost + " data=" + folder);
            stop.await();
            root.err().println("stopping ...");
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private static String text(List<InetSocketAddress> addresses) {
        return addresses.stream()
                .map(at -> HostText.hostAndPort(at.getAddress(), at.getPort()))
                .collect(Collectors.joining(","));
    }

    private static CommandFault runsAlready(Path folder) {
        return CommandFault.notDone(folder + ": in use by " + DataFolder.ownerOf(folder)
                + ". One program owns a data folder: stop that one, or name another folder as data.folder.");
    }

    /** Runs in the shutdown hook: the process ends when it returns. */
    private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            if (!stopped.await(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("Not everything stopped within " + STOP_WITHIN.toSeconds()
                        + " s; what was promised is on disk all the same.");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
