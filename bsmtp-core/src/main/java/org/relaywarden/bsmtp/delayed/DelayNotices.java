// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delayed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Looks for mail that has waited long, and has its senders told, each once. A look is bounded: it goes on where the
 * last one ended, and no account keeps it from the others. Thread-safe.
 */
public final class DelayNotices {

    /** The looks, by their name in the clock. */
    public static final String TASK = "delay-notices";

    private static final int MESSAGES_A_LOOK_MAX = 1_000;
    private static final Duration LOOK_MAX = Duration.ofMinutes(1);

    private final DelayParts parts;
    private final DelaySettings settings;
    private final ReentrantLock one = new ReentrantLock();

    /** For each login, what was taken up to then is done with: its notes need not be read. */
    private final Map<String, Instant> doneUpTo = new HashMap<>();

    private String lookedAtLast = "";

    private DelayNotices(DelayParts parts, DelaySettings settings) {
        this.parts = parts;
        this.settings = settings;
    }

    /**
     * Notices as the settings say.
     *
     * @throws IOException when the folder of the notes can't be made
     */
    public static DelayNotices open(DelayParts parts, DelaySettings settings) throws IOException {
        Files.createDirectories(settings.folder());
        return new DelayNotices(parts, settings);
    }

    /**
     * One look, on this thread: at some 1,000 messages, for a minute or so. For a task of the clock. While another
     * thread looks, it returns at once.
     */
    public void look() {
        if (!one.tryLock()) {
            return;
        }
        try {
            lookAtAll();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the mailboxes can't be looked through", unreadable);
        } finally {
            one.unlock();
        }
    }

    private void lookAtAll() throws IOException {
        Instant begun = parts.clock().instant();
        Instant cutOff = begun.minus(settings.after());
        List<String> logins = parts.queue().logins();
        doneUpTo.keySet().retainAll(Set.copyOf(logins));
        int left = MESSAGES_A_LOOK_MAX;
        for (String login : inTurn(logins)) {
            if (left <= 0 || parts.clock().instant().isAfter(begun.plus(LOOK_MAX))) {
                return;
            }
            lookedAtLast = login;
            AccountLook look = new AccountLook(parts, settings, login);
            if (look.at(doneUpTo.getOrDefault(login, Instant.MIN), cutOff)) {
                doneUpTo.merge(login, cutOff, (before, now) -> before.isAfter(now) ? before : now);
            }
            left -= look.messages();
        }
    }

    /** Behind the one that was looked at last, and then from the first on. */
    private List<String> inTurn(List<String> logins) {
        List<String> sorted = logins.stream().sorted().toList();
        return Stream.concat(
                        sorted.stream().filter(login -> login.compareTo(lookedAtLast) > 0),
                        sorted.stream().filter(login -> login.compareTo(lookedAtLast) <= 0))
                .toList();
    }
}
