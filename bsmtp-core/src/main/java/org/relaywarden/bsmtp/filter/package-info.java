// SPDX-License-Identifier: Apache-2.0
/**
 * Between the last byte of a message and its {@code 250}: a content filter looks at it, and its ruling is carried out
 * on the draft. Customers' copies alone are shown; what is for the program itself never is.
 *
 * <p>Before: {@code bsmtp.intake}. After: {@code bsmtp.milter} judges, {@code bsmtp.spool} keeps.
 *
 * <p>May use: bsmtp.journal, bsmtp.mail, bsmtp.smtp, bsmtp.spool.
 */
@NullMarked
package org.relaywarden.bsmtp.filter;

import org.jspecify.annotations.NullMarked;
