// SPDX-License-Identifier: Apache-2.0
/**
 * Private views of the machine: a Debian package is unpacked once into an overlay over /usr, /etc and /var that only a mount
 * namespace sees, and programs out of it run on hosts of a lab, each with a folder of its own. Packages that exclude each
 * other run side by side, and the machine has none of them.
 *
 * <p>Before: {@code testbed.netlab}. After: {@code testbed.servers}.
 *
 * <p>May use: testbed.netlab.
 */
@NullMarked
package org.relaywarden.testbed.views;

import org.jspecify.annotations.NullMarked;
