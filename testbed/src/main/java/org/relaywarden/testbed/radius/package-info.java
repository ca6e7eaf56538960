// SPDX-License-Identifier: Apache-2.0
/**
 * A real RADIUS server and a real client of one, as access servers and their administrators have them (B5, B6, B16), run with
 * the machine's own programs in private folders.
 *
 * <p>Before: {@code testbed.servers}. After: the tests of {@code bsmtp.radius}.
 *
 * <p>May use: testbed.netlab, testbed.servers, testbed.views.
 */
@NullMarked
package org.relaywarden.testbed.radius;

import org.jspecify.annotations.NullMarked;
