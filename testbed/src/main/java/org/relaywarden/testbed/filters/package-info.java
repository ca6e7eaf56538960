// SPDX-License-Identifier: Apache-2.0
/**
 * Real content filters, as providers run them, started privately and with no network: they listen on a Unix socket in
 * their folder, which whoever is on this machine reaches. What they judge by is ours: test patterns, and one signature.
 *
 * <p>Before: {@code testbed.views}. After: the tests of the milter client.
 *
 * <p>May use: testbed.netlab, testbed.views.
 */
@NullMarked
package org.relaywarden.testbed.filters;

import org.jspecify.annotations.NullMarked;
