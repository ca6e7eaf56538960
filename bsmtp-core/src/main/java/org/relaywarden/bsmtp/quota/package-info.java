// SPDX-License-Identifier: Apache-2.0
/**
 * How full a mailbox is, and whether one more message fits (B13): account mail and mail that waits for the customer
 * host together (B10). The files' names are the truth; what is remembered is thrown away as soon as a folder has
 * changed.
 *
 * <p>Before: {@code bsmtp.recipients}. After: the disk.
 *
 * <p>May use: bsmtp.customers, bsmtp.disk, bsmtp.journal, bsmtp.mail, bsmtp.maildir.
 */
@NullMarked
package org.relaywarden.bsmtp.quota;

import org.jspecify.annotations.NullMarked;
