// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import org.jspecify.annotations.Nullable;

/** The database could not do what it was asked. The message says where, what and what to do. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
