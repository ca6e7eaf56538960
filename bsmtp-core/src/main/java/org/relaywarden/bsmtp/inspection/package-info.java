// SPDX-License-Identifier: Apache-2.0
/**
 * Looks through the mail on disk, all of it, when an operator asks: envelopes, lengths, checksums, names. Files that
 * are not ours are left alone (decision 7).
 *
 * <p>Before: {@code app.mailcommands}. After: {@code bsmtp.maildir}.
 *
 * <p>May use: bsmtp.disk, bsmtp.journal, bsmtp.mail, bsmtp.maildir, bsmtp.spool.
 */
@NullMarked
package org.relaywarden.bsmtp.inspection;

import org.jspecify.annotations.NullMarked;
