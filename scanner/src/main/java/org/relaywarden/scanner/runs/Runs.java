// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import java.time.InstantSource;
import java.util.List;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.scanner.findings.FindingJournal;
import org.relaywarden.scanner.findings.Findings;
import org.relaywarden.scanner.marks.Marks;
import org.relaywarden.scanner.proof.ProbeBook;

/**
 * All that is stored of scans. Immutable; its parts are thread-safe.
 *
 * @param book written in while a scan goes on
 * @param judgements what becomes of a run once it has seen all it will, and when something comes back later
 * @param findings to be read
 */
public record Runs(ScanBook book, Judgements judgements, Findings findings) {

    /** What this store, opened with {@link #entities()}, holds. */
    public static Runs in(Store store, Marks marks, InstantSource clock, Journal journal) {
        StoredFindings findings = new StoredFindings(store);
        return new Runs(
                new ScanBook(store),
                new Judgements(store, findings, marks, clock, new FindingJournal(journal)),
                findings);
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule} {@code scanner}. */
    public static List<Class<?>> entities() {
        return ScanBook.ENTITIES;
    }

    /** The book as the collector writes in it. */
    public ProbeBook arrivals() {
        return new Arrivals(book, judgements);
    }
}
