// SPDX-License-Identifier: Apache-2.0
/**
 * How a simulated mail server answers, as data: the sound ones, the open relays of the field, those who refuse for
 * other reasons, and the hostile ones. Pure code: no socket, no thread, no clock but one that is handed in. Serves S1,
 * and B12 for the dead.
 *
 * <p>Before: nothing. After: {@code testbed.simulated}.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.testbed.simulated.behaviour;

import org.jspecify.annotations.NullMarked;
