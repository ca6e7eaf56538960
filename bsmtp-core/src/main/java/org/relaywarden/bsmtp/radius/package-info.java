// SPDX-License-Identifier: Apache-2.0
/**
 * RADIUS accounting over UDP (RFC 2866): the door by which access servers say who signed on and off (B5). A report is
 * answered once it is safe, so that the access server sends again what we did not keep.
 *
 * <p>Before: the access servers. After: {@code bsmtp.signon}.
 *
 * <p>May use: bsmtp.customers, bsmtp.journal, bsmtp.signon.
 */
@NullMarked
package org.relaywarden.bsmtp.radius;

import org.jspecify.annotations.NullMarked;
