// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.replies.Heard;

/**
 * What a host made of one test. Immutable.
 *
 * @param sent the MAIL and RCPT lines, as far as they were known
 * @param stage the step whose answer decided it
 * @param heard the deciding answer
 */
public record TestAnswer(RelayTest test, String sent, Stage stage, Heard heard) {}
