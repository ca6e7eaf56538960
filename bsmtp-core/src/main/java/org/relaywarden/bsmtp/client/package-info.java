// SPDX-License-Identifier: Apache-2.0
/**
 * The SMTP client that hands mail over: our own, for byte fidelity and for the exact meaning of each reply (decision
 * 2). Dials one address, never a name; every reply is bounded in size and time; what a host says comes out as a value.
 *
 * <p>Before: {@code bsmtp.delivery}. After: the customer's host, port 25.
 *
 * <p>May use: bsmtp.body, bsmtp.smtp, bsmtp.tls.
 */
@NullMarked
package org.relaywarden.bsmtp.client;

import org.jspecify.annotations.NullMarked;
