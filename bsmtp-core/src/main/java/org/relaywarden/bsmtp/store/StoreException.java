// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import org.jspecify.annotations.Nullable;

/** The database could not do what it was asked. The message says where, what and what to do. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a caller may make of it. */
    public enum Kind {
        /** Not to be reached now. What was to be done waits and comes again; the store itself tells the log. */
        AWAY,
        /** Others were in the way longer, or more often, than we wait. Nothing is written; the same may go well later. */
        BUSY,
        /** It answered, and will not do this. */
        REFUSED
    }

    private final Kind kind;

    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Why it could not. */
    public Kind kind() {
        return kind;
    }

    /** Whether it is only that the database can't be reached now: no fault of the work. */
    public boolean isAway() {
        return kind == Kind.AWAY;
    }

    /** Whether this is at the bottom of what a library threw. */
    public static boolean isAway(Throwable thrown) {
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            if (link instanceof StoreException ours) {
                return ours.isAway();
            }
        }
        return DatabaseFault.of(thrown).kind() == Kind.AWAY;
    }
}
