// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

import java.util.Optional;
import java.util.OptionalLong;
import org.relaywarden.bsmtp.mail.MailClass;

/**
 * The name of a file in {@code new/} or {@code cur/}: {@code <id>,S=<bytes>,W=<bytes>,B=<class>:2,<flags>}. A POP3 or
 * IMAP server reads {@code S} and {@code W} as the size on disk and the size with CRLF, and trusts them, so they must
 * be exact; we keep CRLF, so they are the same. {@code B} is ours.
 *
 * @param id what stays the same whoever renames the file
 * @param mailClass by the {@code B} tag; empty for a file that is not ours, or has lost it
 */
public record MaildirName(String id, Optional<MailClass> mailClass) {

    private static final String TAG = ",B=";
    private static final String SIZE = ",S=";

    /** Enough for any file; a longer row of digits is no size. */
    private static final int SIZE_DIGITS_MAX = 15;

    /** Reads any file name. */
    public static MaildirName parse(String fileName) {
        String base = withoutFlags(fileName);
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

    /** What stands before the flags: stays the same when a server marks the message as read. */
    public static String withoutFlags(String fileName) {
        int flags = fileName.indexOf(':');
        return flags < 0 ? fileName : fileName.substring(0, flags);
    }

    /** The size on disk that the name tells; empty when it tells none. */
    public static OptionalLong bytesIn(String fileName) {
        int tag = fileName.indexOf(SIZE);
        int from = tag + SIZE.length();
        int to = from;
        while (tag >= 0 && to < fileName.length() && fileName.charAt(to) >= '0' && fileName.charAt(to) <= '9') {
            to++;
        }
        boolean isSize = tag >= 0 && to > from && to - from <= SIZE_DIGITS_MAX;
        return isSize ? OptionalLong.of(Long.parseLong(fileName.substring(from, to))) : OptionalLong.empty();
    }

    /** The name under which a new message lies, without flags. */
    public static String of(String id, long bytesOnDisk, MailClass mailClass) {
        return id + ",S=" + bytesOnDisk + ",W=" + bytesOnDisk + TAG + mailClass.tag();
    }
}
