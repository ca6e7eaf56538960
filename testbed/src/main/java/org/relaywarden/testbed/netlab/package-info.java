// SPDX-License-Identifier: Apache-2.0
/**
 * A small internet inside the machine, for tests on real sockets: network namespaces as hosts, each with own addresses from
 * the documentation ranges (RFC 5737, RFC 3849), around one router. Nothing in it reaches the machine's own network.
 * Needs root and iproute2.
 *
 * <p>Before: nothing. After: {@code testbed.servers}, which runs real mail servers on such hosts.
 *
 * <p>May use: nothing of ours.
 */
@NullMarked
package org.relaywarden.testbed.netlab;

import org.jspecify.annotations.NullMarked;
