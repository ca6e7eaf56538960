// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.netlab;

/** The laboratory itself could not do what it was asked: the message says where, what, and what to do. */
public final class LabFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LabFailure(String message) {
        super(message);
    }

    public LabFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
