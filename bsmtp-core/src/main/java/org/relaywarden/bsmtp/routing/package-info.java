// SPDX-License-Identifier: Apache-2.0
/**
 * Where mail goes that leaves for the world: the hosts to be dialled, in their order (RFC 5321 section 5.1, RFC 7505),
 * and never ourselves.
 *
 * <p>Before: {@code bsmtp.onward}. After: {@code bsmtp.dns}.
 *
 * <p>May use: bsmtp.dns, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.bsmtp.routing;

import org.jspecify.annotations.NullMarked;
