// SPDX-License-Identifier: Apache-2.0
/**
 * The one owner of the data folder (decision 5): a lock that one process holds, and a socket in the folder through
 * which other commands are handed to that process, run there, and answered.
 *
 * <p>Before: {@code app.commands} of a terminal. After: {@code app.commands} in the owner.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.app.handover;

import org.jspecify.annotations.NullMarked;
