// SPDX-License-Identifier: Apache-2.0
/**
 * The commands about customers and their mail: the books, what waits for their hosts, what lies on disk.
 *
 * <p>Before: {@code app.commands}. After: {@code app.terminal}, {@code app.wiring}.
 *
 * <p>May use: app.settings, app.terminal, app.wiring, bsmtp.customers, bsmtp.delivery, bsmtp.inspection, bsmtp.journal,
 * bsmtp.quota, bsmtp.renames, bsmtp.retry, bsmtp.run, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.app.mailcommands;

import org.jspecify.annotations.NullMarked;
