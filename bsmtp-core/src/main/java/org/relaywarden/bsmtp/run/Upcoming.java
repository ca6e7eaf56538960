// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.client.OutgoingMail;
import org.relaywarden.bsmtp.spool.QueuedMail;

/**
 * The messages of one conversation, in the order of their turn, what comes meanwhile among them. The next one can be
 * read while the host still works on the one before. Used by one thread.
 */
final class Upcoming {

    /** A larger one is read in its turn: till it is read, the reply to the message before would lie unread. */
    private static final long READ_AHEAD_BYTES_MAX = 256 << 10;

    private final Deque<QueuedMail> turn = new ArrayDeque<>();
    private final More more;
    private final Reading reading;
    private final BooleanSupplier mayBegin;
    private final Deque<Ready> again = new ArrayDeque<>();
    private @Nullable Ready ahead;
    private @Nullable Exception failed;

    /**
     * @param first what is in turn at the start
     * @param mayBegin whether a message may still be begun in this conversation
     */
    Upcoming(List<QueuedMail> first, More more, Reading reading, BooleanSupplier mayBegin) {
        turn.addAll(first);
        this.more = more;
        this.reading = reading;
        this.mayBegin = mayBegin;
    }

    /** What has come since it was last asked. */
    @FunctionalInterface
    interface More {
        List<QueuedMail> arrived() throws IOException;
    }

    /** Reads one; empty when it can't or need not go out. */
    @FunctionalInterface
    interface Reading {
        Optional<Ready> read(QueuedMail mail) throws IOException;
    }

    /** Whose turn it is; empty when there is none, or it may not be begun. */
    Optional<Ready> next() throws IOException {
        throwWhatFailed();
        Ready readAhead = ahead;
        ahead = null;
        if (readAhead != null) {
            return Optional.of(readAhead);
        }
        return again.isEmpty() ? read(Long.MAX_VALUE) : Optional.of(again.poll());
    }

    /** The next one, while the one before is on its way; throws nothing, {@link #next()} does it then. */
    Optional<OutgoingMail> behindDot() {
        try {
            ahead = again.isEmpty() ? read(READ_AHEAD_BYTES_MAX).orElse(null) : again.poll();
        } catch (IOException | RuntimeException later) {
            failed = later;
        }
        return Optional.ofNullable(ahead).map(Ready::outgoing);
    }

    /** One more transaction for the same message, before those that were not begun. */
    void again(Ready rest) {
        again.add(rest);
    }

    /** Whether some were not begun. */
    boolean hasMore() {
        return ahead != null || !again.isEmpty() || !turn.isEmpty();
    }

    private Optional<Ready> read(long bytesMax) throws IOException {
        Optional<Ready> found = Optional.empty();
        while (found.isEmpty() && mayBegin.getAsBoolean()) {
            if (turn.isEmpty()) {
                turn.addAll(more.arrived());
            }
            if (turn.isEmpty() || turn.getFirst().bytesOnDisk() > bytesMax) {
                return Optional.empty();
            }
            found = reading.read(turn.removeFirst());
        }
        return found;
    }

    private void throwWhatFailed() throws IOException {
        Exception before = failed;
        failed = null;
        switch (before) {
            case null -> {}
            case IOException unreadable -> throw unreadable;
            case RuntimeException fault -> throw fault;
            default -> throw new IllegalStateException(before);
        }
    }
}
