// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.journal;

import java.util.Map;

/**
 * Writes facts and counts. Thread-safe.
 *
 * <p>A module does not call this from everywhere: it has one journal class of its own (such as {@code MailJournal}),
 * with one typed method for each fact, and only that class calls here.
 */
public interface Journal {

    /** Facts go to the SLF4J logger {@code journal} at level info, counts are kept in memory. */
    static Journal toLog() {
        return new LoggedJournal();
    }

    /**
     * Writes one line: {@code id fact key=value key="value with blanks"}. Control characters in values are made
     * visible ({@link Visible}), and a value is cut at 500 characters, so that a stranger's text can forge no line. A
     * {@code byte[]} is shown as text.
     *
     * @param id what an operator searches for: a message id, a case number, a login
     * @param fact one word, a participle: {@code queued}, {@code refused}, {@code proven}
     * @param fields in the order in which they are to stand
     */
    void fact(String id, String fact, Map<String, ?> fields);

    /** Adds one to a counter. */
    void count(Counter counter);

    /** What a counter has counted since the start of the process. */
    long counted(Counter counter);
}
