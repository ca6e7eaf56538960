// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.servers.PostfixServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One case from a night's proof to the lift, with a real Postfix and the world's mail coming in, in a program that may be
 * killed on its way. Used by one thread.
 */
final class CaseLife {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int KILLED = 137;
    private static final String CUSTOMERS = """
            login,product,line,domains,addresses
            anna,advanced-business-mail,dial-up,anna.example,198.51.100.11
            """;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FilteredLab lab;
    private final Path folder;
    private final List<String> taken = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private boolean replied;

    /**
     * What a life came to.
     *
     * @param blocks the actual state of each block
     * @param onRouter what the router still blocks
     * @param told mails that the program wrote to the customer
     */
    record Ending(
            String state, int cases, List<String> events, List<String> blocks, List<String> onRouter, int told) {}

    /** The lab, and a data folder whose night is overdue: each life begins with a copy of it. */
    record Place(FilteredLab lab, Path template) implements AutoCloseable {

        static Place prepare(Path folder) throws Exception {
            FilteredLab lab = FilteredLab.open(folder);
            Path template = Files.createDirectory(folder.resolve("template"));
            Instant night = Instant.now().plusSeconds(75).truncatedTo(ChronoUnit.MINUTES);
            String at = night.atOffset(ZoneOffset.UTC).toLocalTime().toString();
            LabSettings settings = lab.settings().with("scan.at", '"' + at + '"');
            try (var first = ProgramInLab.serve(lab.isp(), template, settings)) {
                first.importCustomers(CUSTOMERS);
            }
            // A night that came while no program ran is made good at the next start: that is how each life begins.
            while (Instant.now().isBefore(night)) {
                LockSupport.parkUntil(night.toEpochMilli());
            }
            return new Place(lab, template);
        }

        @Override
        public void close() {
            lab.close();
        }
    }

    /** A life in a folder of its own: the night is begun by an operator's order. */
    CaseLife(FilteredLab lab, Path folder) {
        this.lab = lab;
        this.folder = folder;
    }

    CaseLife(Place place, String name) throws IOException {
        lab = place.lab();
        folder = place.template().resolveSibling(name);
        Command.of("cp", "-a", place.template().toString(), folder.toString()).run().orThrow();
    }

    Ending live() throws Exception {
        return live(Optional.empty());
    }

    /** Killed at the first line of the journal that holds these words, and started again. */
    Ending liveKilledAt(String words) throws Exception {
        return live(Optional.of(words));
    }

    private Ending live(Optional<String> killedAt) throws Exception {
        lab.postfix().reconfigure(PostfixServer.RelayMode.OPEN);
        ProgramInLab program = killedAt.isPresent()
                ? ProgramInLab.serveAndDie(lab.isp(), folder, killedAt.get())
                : ProgramInLab.serveAgain(lab.isp(), folder);
        boolean died = false;
        try (MailPump pump = MailPump.start(lab.world(), FilteredLab.INTAKE, "info@anna.example", folder)) {
            Instant latest = Instant.now().plus(LIMIT);
            while (killedAt.isPresent() != died || !state().equals(Optional.of("CLOSED_FIXED"))) {
                assertTrue(Instant.now().isBefore(latest), () -> "not closed within " + LIMIT + ": " + log());
                if (program.hasEnded()) {
                    assertEquals(KILLED, program.exitCode(), this::log);
                    died = true;
                    program = ProgramInLab.serveAgain(lab.isp(), folder);
                } else {
                    answerWhenBlocked();
                }
            }
            taken.addAll(pump.stop());
            lost.addAll(missing());
            return ending();
        } finally {
            program.close();
        }
    }

    /** The program lives on; the disturbance, whatever it is, begins at the first line with these words. */
    Ending liveThrough(LabSettings settings, String words, Runnable disturbance) throws Exception {
        lab.postfix().reconfigure(PostfixServer.RelayMode.OPEN);
        try (ProgramInLab program = ProgramInLab.serve(lab.isp(), folder, settings)) {
            program.importCustomers(CUSTOMERS);
            Thread disturbing = Thread.ofVirtual().start(() -> {
                Awaited.within(LIMIT, () -> log().contains(words));
                disturbance.run();
            });
            try (MailPump pump = MailPump.start(lab.world(), FilteredLab.INTAKE, "info@anna.example", folder)) {
                boolean opened = false;
                Instant latest = Instant.now().plus(LIMIT);
                while (disturbing.isAlive() || !state().equals(Optional.of("CLOSED_FIXED"))) {
                    assertTrue(Instant.now().isBefore(latest), () -> "not closed within " + LIMIT + ": " + log());
                    // An order that was broken off is given again; one that was carried out is not.
                    opened = opened
                            || state().isPresent()
                            || ProgramInLab.command(lab.isp(), folder, "scan").exitCode() == 0;
                    answerWhenBlocked();
                }
                taken.addAll(pump.stop());
                lost.addAll(missing());
            }
            return ending();
        }
    }

    private void answerWhenBlocked() throws IOException {
        if (!replied && state().equals(Optional.of("BLOCKED"))) {
            lab.postfix().reconfigure(PostfixServer.RelayMode.CLOSED);
            replied = reply();
        }
    }

    /** Whether the answer was taken: else the customer's server would send it again, and so do we. */
    private boolean reply() throws IOException {
        String warning = mails().stream().filter(mail -> mail.contains("Reply-To: ")).findFirst().orElseThrow();
        return Letters.send(
                        lab.anna(),
                        FilteredLab.INTAKE,
                        Letters.replyTo(warning),
                        "anna@isp.example",
                        "--body",
                        "We closed the relay and emptied the queue.")
                .exitCode()
                == 0;
    }

    /** Empty while there is no case, or the program dies over the question. */
    private Optional<String> state() {
        return cases().stream().findFirst().map(one -> one.get("state").asString());
    }

    private List<JsonNode> cases() {
        Command.Outcome listed = ProgramInLab.command(lab.isp(), folder, "cases", "list", "--json");
        return listed.exitCode() == 0 ? listed.output().lines().map(JSON::readTree).toList() : List.of();
    }

    private Ending ending() throws IOException {
        List<JsonNode> all = cases();
        int cases = all.size();
        // Not always 1: MariaDB gives no number again that a broken transaction had drawn.
        String number = all.getFirst().get("case").asString();
        JsonNode one = JSON.readTree(ProgramInLab.command(lab.isp(), folder, "cases", "show", number, "--json")
                .orThrow()
                .output());
        return new Ending(
                one.get("state").asString(),
                cases,
                events(one),
                one.get("blocks").valueStream().map(block -> block.get("actual").asString()).toList(),
                lab.blockedElements(),
                (int) mails().stream().filter(mail -> mail.contains("Reply-To: ")).count());
    }

    /**
     * What happened to the case. A run that is tested again may prove again: that is evidence of the same case, and counts
     * once. What the crash left of a test is said in the history too, as such, and nothing follows from it.
     */
    private static List<String> events(JsonNode one) {
        List<String> events = new ArrayList<>();
        for (JsonNode line : one.get("history")) {
            String event = line.get("event").asString();
            boolean again = event.equals("RelayProven") && events.contains(event);
            boolean leftOver = event.equals("TestedAgain") && line.get("text").asString().contains("cut short");
            if (!again && !leftOver) {
                events.add(event);
            }
        }
        return events;
    }

    /** The words of the world's mails that were promised to be kept. */
    List<String> mailsTaken() {
        return taken;
    }

    /** Those of them that are neither in the mailbox nor with the customer. */
    List<String> mailsLost() {
        return lost;
    }

    private List<String> missing() throws IOException {
        List<String> everywhere = mails();
        for (Path delivered : lab.postfix().delivered()) {
            everywhere.add(Files.readString(delivered, StandardCharsets.ISO_8859_1));
        }
        String all = String.join("\n", everywhere);
        return taken.stream().filter(word -> !all.contains(word)).toList();
    }

    private List<String> mails() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String state : List.of("new", "cur")) {
            Path maildir = folder.resolve("data/mail/accounts/anna").resolve(state);
            if (Files.isDirectory(maildir)) {
                try (var files = Files.list(maildir)) {
                    for (Path file : files.toList()) {
                        readIfThere(file).ifPresent(texts::add);
                    }
                }
            }
        }
        return texts;
    }

    /** Empty when it was pushed to the customer's host meanwhile. */
    private static Optional<String> readIfThere(Path mail) throws IOException {
        try {
            return Optional.of(Files.readString(mail, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException pushed) {
            return Optional.empty();
        }
    }

    /** What the program said in all its lives. */
    String log() {
        try {
            return Files.readString(folder.resolve("serve.log"), StandardCharsets.ISO_8859_1);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
