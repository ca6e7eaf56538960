// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.util.Optional;

/**
 * The name of a file in {@code new/} or {@code cur/}: {@code <id>,S=<bytes>,W=<bytes>,B=<class>:2,<flags>}. A POP3 or
 * IMAP server reads {@code S} and {@code W} as the size on disk and the size with CRLF, and trusts them, so they must
 * be exact; we keep CRLF, so they are the same. {@code B} is ours.
 *
 * @param id what stays the same whoever renames the file
 * @param mailClass by the {@code B} tag; empty for a file that is not ours, or has lost it
 */
record MaildirName(String id, Optional<MailClass> mailClass) {

    private static final String TAG = ",B=";

    /** Reads any file name. */
    static MaildirName parse(String fileName) {
        int flags = fileName.indexOf(':');
        String base = flags < 0 ? fileName : fileName.substring(0, flags);
        int extras = base.indexOf(',');
        return new MaildirName(extras < 0 ? base : base.substring(0, extras), classIn(base));
    }

    private static Optional<MailClass> classIn(String base) {
        int tag = base.indexOf(TAG);
        if (tag >= 0 && base.length() > tag + TAG.length()) {
            char value = base.charAt(tag + TAG.length());
            for (MailClass mailClass : MailClass.values()) {
                if (mailClass.tag() == value) {
                    return Optional.of(mailClass);
                }
            }
        }
        return Optional.empty();
    }

    /** The name under which a new message lies, without flags. */
    static String of(String id, long bytesOnDisk, MailClass mailClass) {
        return id + ",S=" + bytesOnDisk + ",W=" + bytesOnDisk + TAG + mailClass.tag();
    }
}
