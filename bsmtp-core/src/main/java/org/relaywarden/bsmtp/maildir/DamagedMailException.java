// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

/** A file whose own content proves that it is not what was once committed; a disk that can't be read proves nothing. */
public final class DamagedMailException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong with it, in words for the quarantine and the journal. */
    public DamagedMailException(String what) {
        super(what);
    }
}
