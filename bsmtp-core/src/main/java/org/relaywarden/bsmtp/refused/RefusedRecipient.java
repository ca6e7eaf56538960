// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.refused;

import java.time.Instant;

/**
 * An address that a customer's host does not have. Immutable.
 *
 * @param recipient as in the envelope; its case counts
 * @param reply what the host said, made visible: a stranger's text
 */
public record RefusedRecipient(String recipient, String reply, Instant refusedAt) {}
