// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Truth beside verdicts: one row for each host. */
final class TruthTable {

    private static final List<String> HEAD = List.of(
            "host", "server", "set up", "relays in truth", "our verdict", "came back", "is", "nmap's verdict", "is");

    /**
     * One host.
     *
     * @param setUp how, in words
     * @param relayed the forms that reached the witness; none: it is no relay
     * @param verdict ours
     * @param returned the tests whose probes came back to us
     * @param reason ours
     * @param nmapSaid the words of nmap's script
     * @param nmap what they come to
     */
    record Row(
            String host,
            String server,
            String setUp,
            List<String> relayed,
            String verdict,
            List<String> returned,
            String reason,
            String nmapSaid,
            Nmap.Verdict nmap) {

        boolean isRelay() {
            return !relayed.isEmpty();
        }

        /** The two mistakes that count: a block on a sound host, and a relay that goes on. */
        boolean isWrong() {
            return verdict.equals(isRelay() ? "CLOSED" : "OPEN");
        }

        private String ours() {
            return isWrong() ? "WRONG" : verdict.equals(isRelay() ? "OPEN" : "CLOSED") ? "right" : "undecided";
        }

        private String theirs() {
            return switch (nmap) {
                case OPEN -> isRelay() ? "right" : "WRONG";
                case CLOSED -> isRelay() ? "WRONG" : "right";
                case NONE -> "undecided";
            };
        }

        private boolean isUndecided() {
            return ours().equals("undecided");
        }

        private List<String> cells() {
            return List.of(
                    host,
                    server,
                    setUp,
                    isRelay() ? "yes: " + String.join(", ", relayed) : "no",
                    verdict,
                    returned.isEmpty() ? "-" : String.join(" ", returned),
                    ours(),
                    nmapSaid,
                    theirs());
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final List<String> times = new ArrayList<>();

    void add(Row row) {
        rows.add(row);
    }

    /** How long a part of the run took, for the line at the bottom. */
    void took(String part, Duration time) {
        times.add("%s %.1f s".formatted(part, time.toMillis() / 1000.0));
    }

    List<Row> wrong() {
        return rows.stream().filter(Row::isWrong).toList();
    }

    /** Servers that don't do what they were set up for: then the lab is wrong, and nobody's verdict. */
    List<Row> misfits() {
        return rows.stream()
                .filter(row -> row.isRelay() != row.setUp().matches("(half-)?open\\b.*"))
                .toList();
    }

    /** As Markdown that is aligned for the eye, with the sums below. */
    @Override
    public String toString() {
        List<List<String>> lines = Stream.concat(Stream.of(HEAD), rows.stream().map(Row::cells)).toList();
        int[] widths = new int[HEAD.size()];
        lines.forEach(line -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        });
        List<String> text = new ArrayList<>(lines.stream().map(line -> written(line, widths)).toList());
        text.add(1, written(HEAD.stream().map(_ -> "---").toList(), widths));
        text.add("");
        rows.stream().filter(Row::isUndecided).forEach(row -> text.add(row.host() + ": " + row.reason()));
        text.add("");
        text.add("Ours: " + sums(rows.stream().map(Row::ours).toList()));
        text.add("nmap: " + sums(rows.stream().map(Row::theirs).toList()));
        text.add("Took: " + String.join(", ", times));
        return String.join("\n", text) + "\n";
    }

    private static String written(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder("|");
        for (int column = 0; column < widths.length; column++) {
            String cell = line.get(column);
            text.append(' ').append(cell).append(" ".repeat(widths[column] - cell.length())).append(" |");
        }
        return text.toString();
    }

    private String sums(List<String> marks) {
        return Stream.of("right", "undecided", "WRONG")
                .map(mark -> marks.stream().filter(mark::equals).count() + " " + mark.toLowerCase(Locale.ROOT))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow() + " of " + rows.size();
    }
}
