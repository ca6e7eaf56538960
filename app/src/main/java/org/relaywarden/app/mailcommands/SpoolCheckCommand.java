// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mailcommands;

import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.relaywarden.app.terminal.CommandFault;
import org.relaywarden.app.terminal.JsonLines;
import org.relaywarden.app.terminal.RootCommand;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.inspection.Finding;
import org.relaywarden.bsmtp.inspection.FoundFile;
import org.relaywarden.bsmtp.inspection.SpoolInspection;
import org.relaywarden.bsmtp.inspection.Tally;
import org.relaywarden.bsmtp.journal.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spool check}: reads all mail on disk and tells what is not as it was committed. */
@Command(
        name = "check",
        description = "Reads every message on disk and holds it to its envelope, length, checksum and name. Exit code 0"
                + " when nothing is damaged, unreadable or misnamed, else 1. Files that are not ours are account mail:"
                + " left alone.")
final class SpoolCheckCommand implements Callable<Integer> {

    private static final int LINE_CHARACTERS_MAX = 1_000;
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);

    @Parameters(paramLabel = "LOGIN", arity = "0..1", description = "One customer's mailbox; else all there is.")
    private Optional<String> login = Optional.empty();

    @Option(names = "--mend", description = "Move damaged files to the quarantine folder; else nothing is changed.")
    private boolean mend;

    @Option(names = "--foreign", description = "Tell of each file that is not ours, too; else they are only counted.")
    private boolean foreign;

    @Option(names = "--json", description = "One JSON object a line; the last one holds the numbers.")
    private boolean json;

    private final RootCommand root;

    SpoolCheckCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws Exception {
        return root.onProgramForLong(this::check);
    }

    private int check(Program program) throws Exception {
        Optional<String> known = login.map(typed -> typed.toLowerCase(Locale.ROOT));
        Tally tally;
        try {
            tally = program.inspection().inspect(known, mend, new Shown());
        } catch (NoSuchFileException | IllegalArgumentException noMailbox) {
            throw new CommandFault(
                    CommandFault.NOT_DONE,
                    Visible.of(login.orElse(""), LINE_CHARACTERS_MAX) + " has no mailbox on disk: never had mail, or is"
                            + " misspelt. See who there is: customers list",
                    noMailbox);
        }
        if (json) {
            jsonOf(tally).printTo(root.out());
        } else {
            root.out().println(inWords(tally));
        }
        return tally.isWell() ? 0 : CommandFault.NOT_DONE;
    }

    /** Prints what is found as it is found, and how far it is every two seconds. */
    private final class Shown implements SpoolInspection.Listener {

        private long toldNanos = System.nanoTime();

        @Override
        public void found(FoundFile file) {
            if (file.finding() != Finding.FOREIGN || foreign) {
                print(file);
            }
        }

        @Override
        public void progress(int done, int all) {
            if (System.nanoTime() - toldNanos >= PROGRESS_EVERY.toNanos()) {
                toldNanos = System.nanoTime();
                root.err().println(done + " of " + all + " mailboxes ...");
            }
        }
    }

    private void print(FoundFile file) {
        PrintStream out = root.out();
        if (json) {
            new JsonLines()
                    .with("finding", word(file.finding()))
                    .with("mailbox", file.mailbox().isEmpty() ? Optional.empty() : file.mailbox())
                    .with("path", file.path().toString())
                    .with("words", file.words())
                    .printTo(out);
        } else {
            out.println(Visible.of(
                    word(file.finding()) + " " + file.path() + ": " + file.words(), LINE_CHARACTERS_MAX));
        }
    }

    private static JsonLines jsonOf(Tally tally) {
        JsonLines line = new JsonLines()
                .with("well", tally.isWell())
                .with("mailboxes", tally.mailboxes())
                .with("whole", tally.whole());
        for (Finding finding : Finding.values()) {
            line.with(word(finding), tally.of(finding));
        }
        return line;
    }

    private static String inWords(Tally tally) {
        StringBuilder words = new StringBuilder()
                .append(tally.mailboxes()).append(tally.mailboxes() == 1 ? " mailbox: " : " mailboxes: ")
                .append(tally.whole()).append(" whole");
        for (Finding finding : Finding.values()) {
            if (tally.of(finding) > 0 || finding == Finding.DAMAGED) {
                words.append(", ").append(tally.of(finding)).append(' ').append(word(finding));
            }
        }
        return words.append('.').toString();
    }

    private static String word(Finding finding) {
        return finding.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
