// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.body;

import java.io.IOException;

/** A message of ours holds a bare CR or LF, which a host may take for the end of the message: it never goes out. */
public final class UnsafeLineEndException extends IOException {

    private static final long serialVersionUID = 1L;

    UnsafeLineEndException() {
        super("the message holds a bare CR or LF, which a host may take for its end");
    }
}
