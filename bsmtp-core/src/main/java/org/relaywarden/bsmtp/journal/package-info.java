// SPDX-License-Identifier: Apache-2.0
/**
 * What happened, one line a fact, and how often: the log that an operator searches by login, message id or case. Typed
 * methods stand in a journal of each module, which writes through {@link org.relaywarden.bsmtp.journal.Journal}.
 *
 * <p>Before: nothing. After: every package that has something to tell.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.bsmtp.journal;

import org.jspecify.annotations.NullMarked;
