// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

/**
 * The two local parts that one test of one run bears. Immutable.
 *
 * @param recipient stands in the recipient form: mail for it at the collector's domain proves a relay
 * @param bounce stands in the sender form: mail for it is a bounce, and proves none (decision 12)
 */
public record TokenPair(String recipient, String bounce) {}
