// SPDX-License-Identifier: Apache-2.0
/**
 * Mail servers on real sockets of the loopback network, for tests, benches and the demo: they stand for customers'
 * servers, sound, open or hostile (S1), and for the places that mail arrives at. What they relay is really handed on
 * over SMTP, from their own address. {@code SimulatedMailServer} and {@code MailSink} are the doors; how a server
 * answers is {@code behaviour}.
 *
 * <p>Before: {@code testbed.simulated.behaviour}. After: the tests and the demo.
 *
 * <p>May use: testbed.simulated.behaviour.
 */
@NullMarked
package org.relaywarden.testbed.simulated;

import org.jspecify.annotations.NullMarked;
