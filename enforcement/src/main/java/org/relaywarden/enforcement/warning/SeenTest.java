// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

/**
 * One relay test as a notice shows it; what it finds is told in the customer's language, by its id. Immutable.
 * {@code sent} and {@code answered} may be a stranger's text: they are made visible and capped before they are shown.
 *
 * @param id R3
 * @param sent the lines that we sent
 * @param answered what the host answered
 */
public record SeenTest(String id, String sent, String answered) {}
