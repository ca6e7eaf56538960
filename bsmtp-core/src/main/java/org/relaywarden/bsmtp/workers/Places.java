// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.workers;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How much is done at once. A dial may take minutes and nothing is done meanwhile, so it takes no place of a
 * conversation; dials to hosts that did not answer before share half of the dials. Who waits is served in its turn.
 * Thread-safe.
 */
public final class Places {

    /** Each takes a socket. */
    private static final int DIALS_MAX = 1_000;

    private final Semaphore conversations;
    private final Semaphore dials = new Semaphore(DIALS_MAX, true);
    private final Semaphore slowDials = new Semaphore(DIALS_MAX / 2, true);

    /** @param conversationsMax at once; dials have a ceiling of their own */
    public Places(int conversationsMax) {
        conversations = new Semaphore(conversationsMax, true);
    }

    /**
     * Dials, when there is room for one more.
     *
     * @param slow whether the host did not answer the last time
     */
    public <T> T dialling(boolean slow, Supplier<T> dial) {
        if (slow) {
            slowDials.acquireUninterruptibly();
        }
        dials.acquireUninterruptibly();
        try {
            return dial.get();
        } finally {
            dials.release();
            if (slow) {
                slowDials.release();
            }
        }
    }

    /** Converses, when there is a place. */
    public void conversing(Runnable conversation) {
        conversations.acquireUninterruptibly();
        try {
            conversation.run();
        } finally {
            conversations.release();
        }
    }
}
