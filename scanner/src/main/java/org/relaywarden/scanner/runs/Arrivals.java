// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import java.time.Instant;
import java.util.Optional;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.proof.Binding;
import org.relaywarden.scanner.proof.ProbeBook;
import org.relaywarden.scanner.proof.ProbeReturn;

/** The book as the collector writes in it: first the row and its commit, then the news of it. */
record Arrivals(ScanBook book, Judgements judgements) implements ProbeBook {

    @Override
    public Optional<Binding> bindingOf(long runId, int path) {
        return book.bindingOf(runId, path);
    }

    @Override
    public Optional<Instant> handedOverAt(long runId, int path, TestId test) {
        return book.handedOverAt(runId, path, test);
    }

    @Override
    public void returned(ProbeReturn proof) {
        book.returned(proof);
        judgements.returned(proof.runId());
    }

    @Override
    public void bounced(long runId, int path, TestId test, Instant arrivedAt, String mailId) {
        book.bounced(runId, path, test, arrivedAt, mailId);
        judgements.bounced(runId);
    }
}
