// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relaywarden.app.truth.setups.SetUp;
import org.relaywarden.app.truth.setups.StrangersForms;

/** The table as a page, the same for the same truth: no times, no names that were made for one run. */
final class TruthPage {

    private static final String INTRODUCTION = """
            # The truth table

            Which relay each test finds, and what is no relay and is not called one. Made by `./verify --full` from the run
            itself (`TruthTableIT`); `./verify` runs a short form. Every server is a real one, told the setting of its row, save
            those that say `simulated`. HOST, DOMAIN and ADDRESS stand for its own names. Open ones know no user but postmaster,
            unless their row says catch-all.

            The truth is neither our probe nor nmap's: a stranger hands each server real mail in all %d forms of the tiers 1 and
            2, and what reaches a third host was relayed. *Got through* names these forms; where one setting opens several, the
            last column says why. Then the program scans with both tiers, and stops at the first probe that comes back. The build
            fails when a server relays other forms than its set-up says, when one that relays is anything but OPEN by the test
            that it is there for, and when one that does not is called anything but its verdict.

            nmap's script `smtp-open-relay` looked at the same servers. It judges by the answer to RCPT, and gives up when a
            server hangs up after some refusals.

            Stranger and nmap come from outside, the program from two addresses there and from one inside, which is among the
            ranges that the provider announces. *From* says where our verdict was seen from. The last rows are servers that
            show what they are from one place alone: shielded, they let in nobody but those ranges (B14), or they trust the
            provider's network (X6), or they refuse the tester. To those that are to be judged by what is seen from inside the
            same mail was handed from there too; what of it got through is named, if any did.
            """;

    private static final List<String> HEAD = List.of(
            "server", "set up", "got through", "our verdict", "from", "proved by", "is", "nmap's", "is", "why");

    private final List<Row> rows;

    TruthPage(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    @Override
    public String toString() {
        List<String> text = new ArrayList<>(List.of(INTRODUCTION.formatted(StrangersForms.all().size()).split("\n")));
        text.add("");
        text.add("Servers: " + String.join(", ", programs()) + ".");
        text.add("");
        text.add("- Ours: " + sums(rows.stream().map(Row::oursInWords).toList()));
        text.add("- nmap's: " + sums(rows.stream().map(Row::nmapInWords).toList()));
        text.add("");
        text.add(line(HEAD.stream()));
        text.add(line(HEAD.stream().map(_ -> "---")));
        rows.forEach(row -> text.add(line(cells(row))));
        return String.join("\n", text) + "\n";
    }

    private TreeSet<String> programs() {
        return rows.stream()
                .filter(row -> !row.setUp().isSimulated())
                .map(Row::program)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> cells(Row row) {
        return Stream.of(
                row.setUp().product(),
                code(row.setUp()),
                row.relayedInWords(),
                row.ours().verdict(),
                row.ours().from(),
                row.ours().returned().isEmpty() ? "-" : String.join(" ", row.ours().returned()),
                row.oursInWords(),
                switch (row.nmap()) {
                    case OPEN -> "open";
                    case CLOSED -> "closed";
                    case NONE -> "gave up";
                    case NO_WAY_IN -> "no way in";
                },
                row.nmapInWords(),
                row.setUp().expected().why());
    }

    /** A setting in its own language stands as it is; what is said in words is not dressed up as one. */
    private static String code(SetUp setUp) {
        return switch (setUp.expected()) {
            case SetUp.Expected.Open _, SetUp.Expected.OpenInside _ ->
                setUp.isSimulated() ? setUp.setting() : "`` " + setUp.setting() + " ``";
            case SetUp.Expected.NotOpen _ -> setUp.setting();
        };
    }

    /** How the row of this set-up begins. */
    static String beginningOf(SetUp setUp) {
        return line(Stream.of(setUp.product(), code(setUp)));
    }

    private static String line(Stream<String> cells) {
        return cells.map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String sums(List<String> marks) {
        return Stream.of("right", "undecided", "WRONG")
                .map(mark -> marks.stream().filter(mark::equals).count() + " " + mark)
                .collect(Collectors.joining(", ")) + ", of " + rows.size();
    }
}
