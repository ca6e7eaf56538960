// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.demo;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.relaywarden.app.handover.DataFolder;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.wiring.Instruments;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.app.wiring.StartFault;
import org.relaywarden.scanner.probe.ProbeTimeouts;

/** The stage of the demo: make-believe servers, and the real program between them. Used by one thread. */
public final class Demo {

    /** On loopback an answer that takes longer does not come. */
    private static final ProbeTimeouts PATIENCE = ProbeTimeouts.each(Duration.ofSeconds(10));

    private Demo() {}

    /** The settings file of a demo whose data lie in {@code folder}, for it and for commands beside it. */
    public static Path writeSettings(Path folder) throws IOException {
        Path file = folder.resolve("relaywarden.yaml");
        Files.writeString(file, """
                # The demo's own settings: loopback only, and a pace for servers that stand on the same machine.
                data:
                  folder: data
                provider:
                  name: ISP Example
                  domain: isp.example
                intake:
                  listen: [127.0.0.1:%d]
                scan:
                  pace:
                    connection-spacing: 0s
                    retest-spacing: 0s
                    return-wait: 3s
                    deferred-retries: [1s]
                enforcement:
                  retest:
                    spacing-min: 0s
                """.formatted(FreePort.onLoopback()));
        return file;
    }

    /**
     * Tells the whole story.
     *
     * @param settings as {@link #writeSettings} wrote them
     * @param seed deals out which customer's server behaves how
     * @param reportFolder gets the report
     * @param afterwards runs while the make-believe servers still stand, once the program is stopped
     * @return whether the story ended as it must
     * @throws IOException when a file can't be read or written; the message names it
     */
    public static boolean run(Settings settings, long seed, Path reportFolder, PrintStream out, Runnable afterwards)
            throws IOException, StartFault, MessagingException, InterruptedException {
        Teller teller = new Teller(out);
        teller.title("One night at " + settings.provider().name() + ", and the morning after. All of it happens on this "
                + "machine's loopback.");
        Cast cast = Cast.dealt(seed);
        InetSocketAddress intake = settings.intake().listen().getFirst();
        try (Servers servers = new Servers(cast, intake)) {
            boolean asItMust;
            try (DataFolder _ = DataFolder.claim(settings.data().folder()).orElseThrow();
                    Program program = Program.open(settings, Instruments.real().withTimeouts(PATIENCE))) {
                program.receiveMail();
                asItMust = new Story(program, servers, teller).tell(cast, reportFolder);
            }
            afterwards.run();
            return asItMust;
        }
    }
}
