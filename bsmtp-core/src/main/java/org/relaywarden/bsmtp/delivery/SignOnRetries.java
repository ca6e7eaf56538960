// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Decision 8: a host that can't be reached right after its login came online may still be starting, so it is dialled
 * again after 3, 10 and 30 seconds; then the clock of the account decides. Thread-safe.
 */
final class SignOnRetries implements AutoCloseable {

    private final List<Duration> waits;
    private final Consumer<String> dial;
    /** How many of the waits an account has used since its sign-on. */
    private final Map<String, Integer> usedByLogin = new ConcurrentHashMap<>();

    private final ScheduledThreadPoolExecutor timer;

    SignOnRetries(List<Duration> waits, Consumer<String> dial) {
        this.waits = waits;
        this.dial = dial;
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("sign-on-retries").factory());
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** The login came online: the waits begin anew. */
    void signedOn(String login) {
        usedByLogin.put(login, 0);
    }

    /** The host could not be reached. */
    void notReached(String login) {
        Integer used = usedByLogin.get(login);
        if (used == null || timer.isShutdown()) {
            return;
        }
        if (used >= waits.size()) {
            usedByLogin.remove(login, used);
        } else if (usedByLogin.replace(login, used, used + 1)) {
            var _ = timer.schedule(() -> dial.accept(login), waits.get(used).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** The host answered, whatever it said. */
    void reached(String login) {
        usedByLogin.remove(login);
    }

    /** No further dial comes. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
