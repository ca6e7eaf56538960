// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.csv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.relaywarden.bsmtp.customers.CustomerImport;

/** The faults of one file, up to a ceiling: a list of a million helps nobody. For one thread. */
public final class Faults {

    static final int FAULTS_MAX = 1000;

    private final List<CustomerImport.Fault> found = new ArrayList<>();

    void add(long line, String column, String reason) {
        if (!isFull()) {
            found.add(new CustomerImport.Fault(line, column, reason));
        }
    }

    /**
     * Adds one.
     *
     * @param line of the file, from 1
     * @param reason what is wrong and what to do
     */
    public void add(long line, Column column, String reason) {
        add(line, column.word(), reason);
    }

    boolean isFull() {
        return found.size() >= FAULTS_MAX;
    }

    /** Whether nothing is at fault so far. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** By line; within a line in the order in which they were found. */
    public List<CustomerImport.Fault> byLine() {
        List<CustomerImport.Fault> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingLong(CustomerImport.Fault::line));
        if (isFull()) {
            sorted.add(new CustomerImport.Fault(
                    sorted.getLast().line(),
                    "",
                    "there may be more faults than these " + FAULTS_MAX + ": mend them first"));
        }
        return sorted;
    }
}
