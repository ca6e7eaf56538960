// SPDX-License-Identifier: Apache-2.0
/**
 * The one small door to the file system (decision 7): every call that the spool makes goes through it, so that each step
 * can be made to fail in a test, and a power cut can be modelled.
 *
 * <p>Before: {@code bsmtp.spool}. After: the disk.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.bsmtp.disk;

import org.jspecify.annotations.NullMarked;
