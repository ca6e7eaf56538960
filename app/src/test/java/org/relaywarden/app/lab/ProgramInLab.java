// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
public final class ProgramInLab implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

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
        return serve(host, folder, LabSettings.of(host.address()));
    }

    /** The same with these settings. */
    public static ProgramInLab serve(LabHost host, Path folder, LabSettings settings) throws Exception {
        Files.writeString(folder.resolve("relaywarden.yaml"), settings.yaml());
        return serveAgain(host, folder);
    }

    /** The same with the settings that lie there. */
    static ProgramInLab serveAgain(LabHost host, Path folder) throws Exception {
        ProgramInLab program = begin(host, folder);
        if (program.hasEnded()) {
            program.close();
            throw new AssertionError("serve is not ready: " + program.log());
        }
        return program;
    }

    /** The same, killed at the first line of its journal that holds these words: perhaps before it is ready. */
    static ProgramInLab serveAndDie(LabHost host, Path folder, String words) throws Exception {
        Path logback = KillAtLine.settings(folder.resolve("kill.xml"), words);
        return begin(host, folder, "-Dlogback.configurationFile=" + logback);
    }

    private static ProgramInLab begin(LabHost host, Path folder, String... jvmOptions) throws Exception {
        Path log = folder.resolve("serve.log");
        long before = Files.exists(log) ? Files.size(log) : 0;
        Process serve = host.start(words(List.of(jvmOptions), folder, "serve"), Map.of(), log);
        ProgramInLab program = new ProgramInLab(host, folder, serve);
        Instant latest = Instant.now().plus(STARTS_WITHIN);
        while (!program.log().substring((int) before).contains("ready intake=")) {
            if (serve.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
            if (Instant.now().isAfter(latest)) {
                program.close();
                throw new AssertionError("serve is not ready: " + program.log());
            }
        }
        return program;
    }

    private static List<String> words(List<String> jvmOptions, Path folder, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        words.addAll(jvmOptions);
        // The test's own classes come last: KillAtLine is among them.
        words.addAll(List.of(
                "-cp",
                Path.of("target", "lib").toAbsolutePath() + "/*:" + Path.of("target", "test-classes").toAbsolutePath(),
                "org.relaywarden.app.Main",
                "--config",
                folder.resolve("relaywarden.yaml").toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** What it has said so far, over all its lives in this folder. Bytes are characters here. */
    String log() {
        try {
            return Files.readString(folder.resolve("serve.log"), StandardCharsets.ISO_8859_1);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    boolean hasEnded() {
        return !serve.isAlive();
    }

    /** 128 and the signal, when it was ended by one. */
    int exitCode() {
        return serve.exitValue();
    }

    /** Runs a command on this host, beside the program if it runs. */
    static Command.Outcome command(LabHost host, Path folder, String... arguments) {
        return host.run(Command.of(words(List.of(), folder, arguments)).within(Duration.ofMinutes(4)));
    }

    /** Runs a command beside the running program; it must succeed. */
    public String run(String... arguments) {
        Command.Outcome outcome = command(host, folder, arguments);
        assertEquals(0, outcome.exitCode(), () -> String.join(" ", arguments) + ": " + outcome.errors());
        return outcome.output();
    }

    /** One JSON object a line. */
    public List<JsonNode> json(String... arguments) {
        return run(arguments).lines().map(JSON::readTree).toList();
    }

    public void importCustomers(String csv) throws IOException {
        Path file = folder.resolve("customers.csv");
        Files.writeString(file, csv);
        run("customers", "import", file.toString());
    }

    /** The account mailbox of a login: the files in it, as they lie there. */
    List<Path> mailOf(String login) {
        Path maildir = folder.resolve("data/mail/accounts").resolve(login);
        List<Path> mails = new ArrayList<>();
        for (String state : List.of("new", "cur")) {
            if (Files.isDirectory(maildir.resolve(state))) {
                try (var files = Files.list(maildir.resolve(state))) {
                    files.sorted().forEach(mails::add);
                } catch (IOException unread) {
                    throw new UncheckedIOException(unread);
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
