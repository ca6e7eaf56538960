// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last dialogues of a server; bounded, safe for all threads. */
final class DialogueLog {
    private static final int DIALOGUES_MAX = 1_000;
    private static final int LINES_MAX = 1_000;

    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private int begun;
    private int open;

    DialogueLog(InstantSource clock) {
        this.clock = clock;
    }

    synchronized Entry begin(InetSocketAddress client) {
        if (entries.size() >= DIALOGUES_MAX) {
            entries.removeFirst();
        }
        begun++;
        open++;
        var entry = new Entry(begun, client, clock.instant(), open);
        entries.addLast(entry);
        return entry;
    }

    synchronized List<Dialogue> all() {
        return entries.stream().map(Entry::snapshot).toList();
    }

    /** The dialogue of this number as soon as it has ended. */
    synchronized Dialogue await(int number, Duration atMost, Object owner) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<Dialogue> dialogue = all().stream()
                    .filter(d -> d.number() == number && d.endedAt().isPresent())
                    .findFirst();
            if (dialogue.isPresent()) {
                return dialogue.get();
            }
            long millisLeft = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (millisLeft <= 0) {
                throw new IllegalStateException(owner + ": connection " + number + " has not ended within " + atMost
                        + "; " + begun + " have begun, " + open + " are open");
            }
            wait(millisLeft);
        }
    }

    /** A dialogue that still grows. */
    final class Entry {
        private final int number;
        private final InetSocketAddress client;
        private final Instant begunAt;
        private final int connectionsAtOnce;
        private final List<String> lines = new ArrayList<>();
        private @Nullable Instant endedAt;
        private int refusals;
        private int resets;
        private boolean quit;

        private Entry(int number, InetSocketAddress client, Instant begunAt, int connectionsAtOnce) {
            this.number = number;
            this.client = client;
            this.begunAt = begunAt;
            this.connectionsAtOnce = connectionsAtOnce;
        }

        void clientSaid(String line) {
            add("C: " + line);
        }

        void serverSaid(String line) {
            add("S: " + line);
        }

        /** Counts a refusal; the answer is how many there are now. */
        int refused() {
            synchronized (DialogueLog.this) {
                return ++refusals;
            }
        }

        void reset() {
            synchronized (DialogueLog.this) {
                resets++;
            }
        }

        void quit() {
            synchronized (DialogueLog.this) {
                quit = true;
            }
        }

        void end() {
            synchronized (DialogueLog.this) {
                open--;
                endedAt = clock.instant();
                DialogueLog.this.notifyAll();
            }
        }

        private void add(String line) {
            synchronized (DialogueLog.this) {
                if (lines.size() < LINES_MAX) {
                    lines.add(visible(line));
                }
            }
        }

        private Dialogue snapshot() {
            return new Dialogue(number, client, begunAt, Optional.ofNullable(endedAt), connectionsAtOnce,
                    refusals, resets, quit, lines);
        }
    }

    private static String visible(String line) {
        var shown = new StringBuilder(line.length());
        line.codePoints().forEach(c -> {
            boolean invisible = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            shown.append(invisible ? "\\u%04x".formatted(c) : Character.toString(c));
        });
        return shown.toString();
    }
}
