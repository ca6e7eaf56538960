// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

import java.util.List;

/**
 * What an import did, or would do, or why it did nothing. Immutable.
 *
 * @param changes one for each customer that is new or different, by login; empty when there are faults
 * @param faults every bad row; when there is one, nothing was imported
 * @param unchanged how many customers of the file stand in the store already, exactly so
 * @param dryRun whether it was only looked at
 */
public record CustomerImport(List<Change> changes, List<Fault> faults, int unchanged, boolean dryRun) {

    /**
     * One customer that the import touches.
     *
     * @param customer as the file has it
     * @param what for people: "new", or the columns that differ with old and new value
     */
    public record Change(Customer customer, boolean isNew, String what) {

        /** Whose row it is. */
        public String login() {
            return customer.login();
        }
    }

    /**
     * One bad row.
     *
     * @param line of the file, from 1
     * @param column its name, or empty where the row as a whole is bad
     * @param reason what is wrong and what to do
     */
    public record Fault(long line, String column, String reason) {}

    public CustomerImport {
        changes = List.copyOf(changes);
        faults = List.copyOf(faults);
    }
}
