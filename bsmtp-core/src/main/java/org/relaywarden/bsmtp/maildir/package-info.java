// SPDX-License-Identifier: Apache-2.0
/**
 * How a message lies on disk (decision 7): folders, file names, the envelope above the message, and the steps by which a
 * file gets from {@code tmp/} to {@code new/}. A POP3 or IMAP server reads the same folders (B10, B11).
 *
 * <p>Before: {@code bsmtp.spool}. After: the disk.
 *
 * <p>May use: bsmtp.disk, bsmtp.mail, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.bsmtp.maildir;

import org.jspecify.annotations.NullMarked;
