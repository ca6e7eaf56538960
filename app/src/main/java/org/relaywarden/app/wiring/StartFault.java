// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import org.jspecify.annotations.Nullable;

/** The program can't be started. The message says where, what and what to do. */
public final class StartFault extends Exception {

    private static final long serialVersionUID = 1L;

    StartFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
