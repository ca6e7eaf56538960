// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

/**
 * One relay test as a notice shows it. Immutable. {@code sent} and {@code answered} may be a stranger's text: they are
 * made visible and capped before they are shown.
 *
 * @param id R3
 * @param catches which misconfiguration it finds, in words
 * @param sent the lines that we sent
 * @param answered what the host answered
 */
public record SeenTest(String id, String catches, String sent, String answered) {}
