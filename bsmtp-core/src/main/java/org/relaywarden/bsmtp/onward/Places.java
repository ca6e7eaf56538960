// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How much is done at once. A dial may take minutes and nothing is done meanwhile, so it takes no place of a
 * conversation; dials to hosts that did not answer before share half of the dials. Who waits is served in its turn.
 * Thread-safe.
 */
final class Places {

    /** Each takes a socket. */
    private static final int DIALS_MAX = 1_000;

    private final Semaphore conversations;
    private final Semaphore dials = new Semaphore(DIALS_MAX, true);
    private final Semaphore slowDials = new Semaphore(DIALS_MAX / 2, true);

    Places(int conversationsMax) {
        conversations = new Semaphore(conversationsMax, true);
    }

    <T> T dialling(boolean slow, Supplier<T> dial) {
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

    void conversing(Runnable conversation) {
        conversations.acquireUninterruptibly();
        try {
            conversation.run();
        } finally {
            conversations.release();
        }
    }
}
