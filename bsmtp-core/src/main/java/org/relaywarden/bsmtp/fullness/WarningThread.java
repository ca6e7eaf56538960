// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.relaywarden.bsmtp.quota.Usage;
import org.relaywarden.bsmtp.spool.SpoolException;

/**
 * Looks at those mailboxes whose level is another than their owners were told, one after the other. Level-triggered:
 * what fails is looked at again with the next mail, a minute later at the earliest.
 */
final class WarningThread implements FullnessWarnings {

    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(5);

    private final FullnessParts parts;
    private final OwnerWarnings warnings;
    private final Set<String> due = ConcurrentHashMap.newKeySet();
    /** What each owner was told, as far as this process knows; an account that nobody writes to is not in it. */
    private final Map<String, Integer> told = new ConcurrentHashMap<>();

    private final Semaphore wake = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("fullness").unstarted(this::warnWhenWoken);
    private volatile Instant notBefore = Instant.MIN;
    private volatile boolean ending;

    private WarningThread(FullnessParts parts, FullnessSettings settings) {
        this.parts = parts;
        this.warnings = new OwnerWarnings(parts, settings);
    }

    static WarningThread started(FullnessParts parts, FullnessSettings settings) {
        WarningThread warnings = new WarningThread(parts, settings);
        parts.quotas().whenUsed(warnings::used);
        warnings.thread.start();
        return warnings;
    }

    /** On the thread of a session: it compares two numbers and goes on. */
    private void used(String login, Usage usage) {
        Integer known = told.get(login);
        if (known == null || known != OwnerWarnings.level(usage)) {
            due.add(login);
            wake.release();
        }
    }

    private void warnWhenWoken() {
        while (!ending) {
            wake.acquireUninterruptibly();
            wake.drainPermits();
            if (!parts.clock().instant().isBefore(notBefore)) {
                List.copyOf(due).forEach(this::look);
            }
        }
    }

    private void look(String login) {
        Instant now = parts.clock().instant();
        if (ending || now.isBefore(notBefore)) {
            return;
        }
        due.remove(login);
        try {
            told.put(login, warnings.look(login, now));
        } catch (IOException | SpoolException | RuntimeException failed) {
            due.add(login);
            notBefore = now.plus(AFTER_A_FAILURE);
            parts.journal().fact(login, "unwarned", Map.of("reason", String.valueOf(failed)));
            parts.journal().count(FullnessCounter.FAILED);
        }
    }

    @Override
    public void close() {
        ending = true;
        wake.release();
        try {
            thread.join(CLOSES_WITHIN);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
