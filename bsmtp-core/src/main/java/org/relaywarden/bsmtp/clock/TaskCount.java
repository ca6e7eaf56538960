// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import org.relaywarden.bsmtp.journal.Counter;

/** What the clock counts. */
enum TaskCount implements Counter {
    /** Runs of tasks that came to their end. */
    DONE("task.done"),
    /** Runs of tasks that ended with an exception. */
    FAILED("task.failed");

    private final String id;

    TaskCount(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String unit() {
        return "runs";
    }
}
