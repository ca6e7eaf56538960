// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import org.jspecify.annotations.Nullable;

/** A filter could not be asked, or did not answer as the protocol says; the message tells which, for the operator. */
final class MilterFault extends Exception {

    private static final long serialVersionUID = 1L;

    MilterFault(String what) {
        super(what);
    }

    MilterFault(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
