// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.journal.Visible;

/** Reads the customers' file: header, records and their lines. What a record means is {@link CustomerRow}'s affair. */
public final class CustomerFile {

    static final int CUSTOMERS_MAX = 1_000_000;

    private static final int SHOWN_CHARACTERS_MAX = 60;
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder()
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private final FileText file;
    private final Faults faults;

    /** On which the last good record ended; a quote that is never closed runs on to the end of the file. */
    private long lastLineRead;

    private CustomerFile(FileText file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /**
     * The rows of a file of strangers' making: at most 64 MiB of UTF-8 and 1,000,000 customers.
     *
     * @param csv read to its end, not closed
     * @param faults gets what is at fault; the rows are still returned as far as they could be read
     * @throws IOException when the stream can't be read
     */
    public static List<CustomerRow> read(InputStream csv, Faults faults) throws IOException {
        FileText text = FileText.read(csv, FileText.BYTES_MAX, faults);
        return text.text().isEmpty() && !faults.isEmpty() ? List.of() : new CustomerFile(text, faults).rows();
    }

    private List<CustomerRow> rows() throws IOException {
        List<CustomerRow> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(file.text()))
                .setFormat(FORMAT)
                .get()) {
            try {
                readRows(parser, rows);
            } catch (UncheckedIOException badQuotes) {
                faults.add(
                        lastLineRead + 1,
                        "",
                        "the quotes don't fit: a value in quotes ends before a comma, and a quote inside it is doubled."
                                + " The rest of the file was not read");
            }
        }
        return rows;
    }

    private void readRows(CSVParser parser, List<CustomerRow> rows) {
        Iterator<CSVRecord> records = parser.iterator();
        if (!records.hasNext()) {
            faults.add(1, "", "there is no header: begin with a line " + String.join(",", Column.words()));
            return;
        }
        CSVRecord header = records.next();
        Map<Column, Integer> places = places(header, firstLine(parser, header));
        while (!faults.isFull() && !places.isEmpty() && records.hasNext()) {
            CSVRecord record = records.next();
            long line = firstLine(parser, record);
            if (rows.size() >= CUSTOMERS_MAX) {
                faults.add(
                        line,
                        "",
                        "more than " + CUSTOMERS_MAX + " customers: split the file, each part with the header");
                return;
            }
            if (record.size() != header.size()) {
                faults.add(line, "", record.size() + " values where the header has " + header.size()
                        + ": look for a comma too few or too many; a value with a comma stands in quotes");
            } else if (!file.badLines().contains(line)) {
                rows.add(CustomerRow.read(line, column -> valueOf(record, places.get(column)), faults));
            }
        }
    }

    /** Which value is which column's; empty when the header is at fault, for then no row means anything. */
    private Map<Column, Integer> places(CSVRecord header, long line) {
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        boolean clean = true;
        if (header.size() == 1 && header.get(0).contains(";")) {
            faults.add(line, "", "columns are parted by commas here, not by semicolons: export the file so");
            return Map.of();
        }
        for (int at = 0; at < header.size(); at++) {
            String word = header.get(at).strip().toLowerCase(Locale.ROOT);
            Optional<Column> column = Column.named(word);
            if (column.isEmpty()) {
                faults.add(line, shown(word), "unknown column. " + NearestWord.to(word, Column.words())
                        .map(known -> "Did you mean " + known + "?")
                        .orElse("Known are " + String.join(", ", Column.words())));
                clean = false;
            } else if (places.putIfAbsent(column.get(), at) != null) {
                faults.add(line, column.get(), "the column stands twice in the header: take one out");
                clean = false;
            }
        }
        for (Column required : Column.REQUIRED) {
            if (!places.containsKey(required)) {
                faults.add(line, required, "the column is missing in the header: add it");
                clean = false;
            }
        }
        return clean ? places : Map.of();
    }

    private static String valueOf(CSVRecord record, @Nullable Integer place) {
        return place == null ? "" : record.get(place).strip();
    }

    /** The parser knows the line on which a record ended; line breaks within its values lie between. */
    private long firstLine(CSVParser parser, CSVRecord record) {
        long breaks = 0;
        for (String value : record) {
            for (int at = 0; at < value.length(); at++) {
                boolean second = value.charAt(at) == '\n' && at > 0 && value.charAt(at - 1) == '\r';
                breaks += (value.charAt(at) == '\n' && !second) || value.charAt(at) == '\r' ? 1 : 0;
            }
        }
        lastLineRead = parser.getCurrentLineNumber();
        return lastLineRead - breaks;
    }

    /** A value of the file as it may stand in a fault. */
    public static String shown(String value) {
        return Visible.of(value, SHOWN_CHARACTERS_MAX);
    }
}
