// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.relaywarden.bsmtp.journal.Visible;

/** Prints rows in columns that line up. Control characters are made visible: a terminal obeys them. */
public final class Table {

    private static final int CELL_CHARACTERS_MAX = 200;

    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these columns. */
    public Table(String... heads) {
        rows.add(List.of(heads));
    }

    /** Adds a row, one cell for each column. */
    public void add(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(Visible.of(String.valueOf(cell), CELL_CHARACTERS_MAX));
        }
        rows.add(row);
    }

    /** Prints heads and rows. */
    public void printTo(PrintStream out) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(width(column) - cell.length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
