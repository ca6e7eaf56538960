// SPDX-License-Identifier: Apache-2.0
/**
 * How often something may happen: bounces of an account, recipients of a sender, wrong passwords of a peer. Pure but
 * for what it remembers; time is handed in.
 *
 * <p>Before: {@code bsmtp.bounce}. After: nothing.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.bsmtp.rate;

import org.jspecify.annotations.NullMarked;
