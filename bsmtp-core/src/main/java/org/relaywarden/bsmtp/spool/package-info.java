// SPDX-License-Identifier: Apache-2.0
/**
 * The only code that writes mail to disk: one Maildir for each account (B10, B11) and for each system mailbox. What is
 * committed here survives a crash; that is what the {@code 250} of the intake promises.
 *
 * <p>Before: {@code bsmtp.intake}, {@code enforcement.warning}. After: {@code bsmtp.delivery}, the consumers of the
 * system mailboxes ({@code scanner.proof}, {@code enforcement.reply}), and a POP3 or IMAP server on the same folders.
 *
 * <p>May use: bsmtp.disk, bsmtp.journal, bsmtp.mail, bsmtp.maildir, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.bsmtp.spool;

import org.jspecify.annotations.NullMarked;
