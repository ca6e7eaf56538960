// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as an operator has it: a process on a host of the lab, and commands beside it. */
final class ProgramInLab implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LabHost host;
    private final Path folder;
    private final Process serve;

    private ProgramInLab(LabHost host, Path folder, Process serve) {
        this.host = host;
        this.folder = folder;
        this.serve = serve;
    }

    /** Starts {@code serve} on port 25 of this host, at a pace for servers of our own; returns when it says ready. */
    static ProgramInLab serve(LabHost host, Path folder) throws Exception {
        Files.writeString(folder.resolve("relaywarden.yaml"), """
                data:
                  folder: data
                provider:
                  domain: isp.example
                intake:
                  listen: [%s:25]
                scan:
                  outside-address: %s
                  pace:
                    connection-spacing: 0s
                    retest-spacing: 0s
                    return-wait: 8s
                    deferred-retries: [1s]
                enforcement:
                  retest:
                    spacing-min: 0s
                """.formatted(host.address(), host.address()));
        Path log = folder.resolve("serve.log");
        Process serve = host.start(words(folder, "serve"), Map.of(), log);
        ProgramInLab program = new ProgramInLab(host, folder, serve);
        Instant latest = Instant.now().plus(Duration.ofSeconds(60));
        while (!Files.readString(log).contains("ready intake=")) {
            if (serve.waitFor(200, TimeUnit.MILLISECONDS) || Instant.now().isAfter(latest)) {
                program.close();
                throw new AssertionError("serve is not ready: " + Files.readString(log));
            }
        }
        return program;
    }

    private static List<String> words(Path folder, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target", "lib").toAbsolutePath() + "/*",
                "org.relaywarden.app.Main",
                "--config",
                folder.resolve("relaywarden.yaml").toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Runs a command beside the running program; it must succeed. */
    String run(String... arguments) {
        Command.Outcome outcome =
                host.run(Command.of(words(folder, arguments)).within(Duration.ofMinutes(4)));
        assertEquals(0, outcome.exitCode(), () -> String.join(" ", arguments) + ": " + outcome.errors());
        return outcome.output();
    }

    /** One JSON object a line. */
    List<JsonNode> json(String... arguments) {
        return run(arguments).lines().map(JSON::readTree).toList();
    }

    void importCustomers(String csv) throws IOException {
        Path file = folder.resolve("customers.csv");
        Files.writeString(file, csv);
        run("customers", "import", file.toString());
    }

    /** The account mailbox of a login: the files in it, as they lie there. */
    List<Path> mailOf(String login) throws IOException {
        Path maildir = folder.resolve("data/mail/accounts").resolve(login);
        List<Path> mails = new ArrayList<>();
        for (String state : List.of("new", "cur")) {
            if (Files.isDirectory(maildir.resolve(state))) {
                try (var files = Files.list(maildir.resolve(state))) {
                    files.sorted().forEach(mails::add);
                }
            }
        }
        return mails;
    }

    @Override
    public void close() {
        serve.destroy();
        try {
            if (!serve.waitFor(15, TimeUnit.SECONDS)) {
                serve.destroyForcibly();
                throw new AssertionError("serve did not end within 15 s of SIGTERM");
            }
        } catch (InterruptedException ended) {
            serve.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
