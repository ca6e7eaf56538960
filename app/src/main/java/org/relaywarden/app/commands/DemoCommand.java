// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.relaywarden.app.demo.Demo;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.terminal.RootCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the main job from end to end, for a newcomer. Never touches the settings or data of this machine. */
@Command(
        name = "demo",
        description = "Shows the main job on make-believe servers: a relay is found, proven, reported, mended,"
                + " tested and lifted. Needs no settings, no root and no installed server.")
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "relaywarden-demo",
            description = "Where the report goes: DIR/index.html. Default: ${DEFAULT-VALUE}.")
    private String folder = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Deals out who behaves how. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--keep", description = "Leave servers and program running afterwards, until Ctrl-C.")
    private boolean keep;

    private final RootCommand root;

    DemoCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        Path stage = Files.createTempDirectory("relaywarden-demo-");
        try {
            Path settingsFile = Demo.writeSettings(stage);
            Reading reading = SettingsFile.read(
                    root.caller().surroundings(), Optional.of(settingsFile.toString()));
            if (!(reading instanceof Reading.Ready ready)) {
                throw new IllegalStateException("the demo's own settings have faults: " + reading);
            }
            boolean asItMust =
                    Demo.run(ready.settings(), seed, root.path(folder), root.out(), () -> afterwards(settingsFile));
            return asItMust ? 0 : 1;
        } finally {
            if (!keep) {
                delete(stage);
            }
        }
    }

    private void afterwards(Path settingsFile) {
        if (!keep) {
            return;
        }
        root.out().println();
        root.out().println("Kept running. In another terminal, for example:");
        for (String example : List.of("cases list", "cases show 1", "scan --login anna", "customers list")) {
            root.out().println("     ./relaywarden --config " + settingsFile + " " + example);
        }
        root.out().println("Ctrl-C ends it; its data stay in " + settingsFile.getParent() + ".");
        Commands.run(root.caller(), "--config", settingsFile.toString(), "serve");
    }

    private static void delete(Path stage) throws IOException {
        try (Stream<Path> files = Files.walk(stage)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
