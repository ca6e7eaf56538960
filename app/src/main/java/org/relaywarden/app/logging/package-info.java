// SPDX-License-Identifier: Apache-2.0
/**
 * What the log of the whole program leaves out. Named in {@code logback.xml}.
 *
 * <p>Before: every logger. After: the operator's eyes.
 *
 * <p>May use: bsmtp.store.
 */
@NullMarked
package org.relaywarden.app.logging;

import org.jspecify.annotations.NullMarked;
