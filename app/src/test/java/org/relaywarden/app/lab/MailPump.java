// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.relaywarden.testbed.netlab.LabHost;

/** The world's mail to a customer, one after the other, whatever happens to the program; it notes what got its 250. */
final class MailPump implements AutoCloseable {

    private static final String SCRIPT = """
            number=0
            while [ "$number" -lt 400 ]; do
                number=$((number + 1))
                swaks --server "$1" --from ann@world.example --to "$2" --helo world.example --timeout 5 \\
                    --header "Subject: number-$number-" --body "$number" >/dev/null 2>&1 && echo "number-$number-" >>"$3"
            done
            """;

    private final Process pump;
    private final Path taken;

    private MailPump(Process pump, Path taken) {
        this.pump = pump;
        this.taken = taken;
    }

    /** Begins; at most 400 mails, and less than ten a second. */
    static MailPump start(LabHost world, String server, String recipient, Path folder) throws IOException {
        Path taken = Files.createFile(folder.resolve("taken"));
        List<String> words = List.of("bash", "-c", SCRIPT, "mail-pump", server, recipient, taken.toString());
        return new MailPump(world.start(words, Map.of(), folder.resolve("pump.log")), taken);
    }

    /** Stops, and answers a word that stands in the subject of each mail that was answered 250. */
    List<String> stop() throws IOException, InterruptedException {
        close();
        pump.waitFor(10, TimeUnit.SECONDS);
        return Files.readAllLines(taken);
    }

    @Override
    public void close() {
        pump.descendants().forEach(ProcessHandle::destroy);
        pump.destroy();
    }
}
