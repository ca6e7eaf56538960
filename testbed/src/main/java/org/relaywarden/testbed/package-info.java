// SPDX-License-Identifier: Apache-2.0
/**
 * What tests, benches and the demo share, knowing nothing of Relaywarden itself: here the clock to turn, below it the
 * mail servers to talk to. Nothing of it is part of the running service.
 *
 * <p>Before: nothing. After: {@code testbed.simulated}.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.testbed;

import org.jspecify.annotations.NullMarked;
