// SPDX-License-Identifier: Apache-2.0
/**
 * Real mail servers, as customers run them, started privately on hosts of a lab and never installed on the machine. The rules
 * they are there for: S1 (accepted <em>and passed on</em>), S2, B1 (catch-all domains), E7 (mended, and tested again). And the
 * database server that the program keeps its state in, and a name server, with the machine's own programs and private folders.
 *
 * <p>Before: {@code testbed.views}. After: the tests of every module.
 *
 * <p>May use: testbed.netlab, testbed.views.
 */
@NullMarked
package org.relaywarden.testbed.servers;

import org.jspecify.annotations.NullMarked;
