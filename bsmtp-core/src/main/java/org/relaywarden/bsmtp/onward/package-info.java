// SPDX-License-Identifier: Apache-2.0
/**
 * Takes mail on to the world: what customers send by our smarthost (B17), and our own bounces. Each domain has a line,
 * a wait and a few connections of its own; what fails for good is told to the sender first (RFC 3464), and after five
 * days so is what only waited.
 *
 * <p>Before: {@code bsmtp.smarthost}, {@code bsmtp.bounce}. After: the hosts of the world, or the relay host.
 *
 * <p>May use: bsmtp.body, bsmtp.bounce, bsmtp.client, bsmtp.incoming, bsmtp.journal, bsmtp.mail, bsmtp.outgoing,
 * bsmtp.quota, bsmtp.recipients, bsmtp.routing, bsmtp.smtp, bsmtp.spool, bsmtp.standing, bsmtp.workers.
 */
@NullMarked
package org.relaywarden.bsmtp.onward;

import org.jspecify.annotations.NullMarked;
