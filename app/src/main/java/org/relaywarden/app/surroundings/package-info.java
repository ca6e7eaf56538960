// SPDX-License-Identifier: Apache-2.0
/**
 * Where the program runs: variables, home and working folder. Handed in, so that a test has others than its process.
 *
 * <p>Before: nothing. After: {@code app.yaml}, {@code app.settings}, {@code app.terminal}.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.app.surroundings;

import org.jspecify.annotations.NullMarked;
