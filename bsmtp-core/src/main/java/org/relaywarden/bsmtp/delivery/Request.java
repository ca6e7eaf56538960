// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.run.MessageReport;
import org.relaywarden.bsmtp.run.RunReport;

/** What somebody wants of an account: a run, or something done while there is none. */
sealed interface Request {

    /** A run. */
    record Run(Reason reason, Optional<Watcher> watcher) implements Request {}

    /** Something that must not meet a run; it ends in an exception when the program stops before. */
    record Act(Runnable work, CompletableFuture<Void> done) implements Request {

        void doIt() {
            try {
                work.run();
                done.complete(null);
            } catch (RuntimeException | Error failed) {
                done.completeExceptionally(failed);
            }
        }
    }

    /** Someone who waits for the end of a run. */
    record Watcher(Consumer<MessageReport> told, CompletableFuture<RunReport> ended) {}
}
