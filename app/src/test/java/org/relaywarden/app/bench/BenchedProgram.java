// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.views.PrivateView;

/** The whole program, started as an operator starts it, with its embedded database and imported customers. */
final class BenchedProgram implements AutoCloseable {

    static final int PORT = 2525;

    private static final String LAUNCHER = System.getProperty("bench.launcher", "./relaywarden");

    private final LabHost host;
    private final Path folder;
    private final Process process;

    private BenchedProgram(LabHost host, Path folder, Process process) {
        this.host = host;
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts one on {@link #PORT} of a host and imports one customer for each domain, whose hosts refuse connections: their
     * mail waits.
     */
    static BenchedProgram start(LabHost host, Path parent, List<String> domains, String javaOptions) throws IOException {
        List<String> customers = new ArrayList<>();
        for (int i = 0; i < domains.size(); i++) {
            // No such host behind the router: the one dial fails at once, and what comes then waits for its turn.
            customers.add(customer("customer-" + (i + 1), domains.get(i), "198.51.100." + (i + 1)));
        }
        return start(host, parent, customers, javaOptions, "");
    }

    /** A row for the import: a customer with room for everything, and where the host is: an address, or one with a port. */
    static String customer(String login, String domain, String address) {
        return "%s,advanced-mail,%s,adsl,%s,%s,yes".formatted(login, domain, address, address);
    }

    /** The same with these customers and further lines of settings. */
    static BenchedProgram start(
            LabHost host, Path parent, List<String> customers, String javaOptions, String settings) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("program"));
        Files.writeString(folder.resolve("settings.yaml"), """
                data: {folder: "%s"}
                provider: {domain: isp.example}
                intake: {listen: ["0.0.0.0:%d"], sessions-max: 20000, sessions-per-peer-max: 2000,
                  sessions-per-network-max: 20000}
                """.formatted(folder.resolve("data"), PORT) + settings);
        Path log = folder.resolve("log");
        Process process = host.start(
                List.of(LAUNCHER, "--config", folder.resolve("settings.yaml").toString(), "serve"),
                Map.of("RELAYWARDEN_JAVA_OPTIONS", javaOptions), log);
        BenchedProgram program = new BenchedProgram(host, folder, process);
        PrivateView.await(process, folder, () -> PrivateView.text(log).contains("ready "), Duration.ofSeconds(90),
                "be ready");
        program.importCustomers(customers);
        return program;
    }

    private void importCustomers(List<String> customers) throws IOException {
        List<String> rows = new ArrayList<>(List.of("login,product,domains,line,addresses,push-target,spam-filter"));
        rows.addAll(customers);
        Path file = Files.write(folder.resolve("customers.csv"), rows, StandardCharsets.US_ASCII);
        run("customers", "import", file.toString());
    }

    private void run(String... arguments) {
        List<String> words = new ArrayList<>(
                List.of(LAUNCHER, "--config", folder.resolve("settings.yaml").toString()));
        words.addAll(List.of(arguments));
        host.run(Command.of(words).within(Duration.ofMinutes(1))).orThrow();
    }

    /** Where its mail lies. */
    Path mailFolder() {
        return folder.resolve("data/mail");
    }

    long pid() {
        return process.pid();
    }

    /** The mails that it has on disk. */
    List<Path> taken() throws IOException {
        try (Stream<Path> found = Files.walk(mailFolder())) {
            return found.filter(file -> String.valueOf(file.getParent()).endsWith("/new"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LabFailure("the program did not end");
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
