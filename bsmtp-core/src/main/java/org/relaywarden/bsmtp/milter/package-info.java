// SPDX-License-Identifier: Apache-2.0
/**
 * A client of Sendmail's milter protocol, version 6: shows a message to filters that an operator has already (rspamd,
 * ClamAV), one after the other, and brings back their ruling. A filter that is away, silent or talks nonsense is
 * bounded in bytes and time, and never holds a mail or loses it.
 *
 * <p>Before: {@code bsmtp.filter}. After: the filters.
 *
 * <p>May use: bsmtp.filter, bsmtp.journal, bsmtp.mail, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.bsmtp.milter;

import org.jspecify.annotations.NullMarked;
