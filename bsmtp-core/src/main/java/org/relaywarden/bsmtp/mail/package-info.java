// SPDX-License-Identifier: Apache-2.0
/**
 * What the program knows of a message beside its bytes: envelope, mailbox, what it is there for (B10). Values only.
 *
 * <p>Before: {@code bsmtp.intake}. After: {@code bsmtp.spool}, {@code bsmtp.delivery}.
 *
 * <p>May use: bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.bsmtp.mail;

import org.jspecify.annotations.NullMarked;
