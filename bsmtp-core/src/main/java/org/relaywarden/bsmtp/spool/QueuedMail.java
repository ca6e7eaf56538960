// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.time.Instant;

/**
 * A message that waits for a customer's host, as the name of its file tells. Immutable; the file may have been read,
 * moved to {@code cur/} or deleted since.
 *
 * @param login whose host it waits for
 * @param id the unique base name, the id in every journal line
 * @param fileName as it was seen, without flags: where to look first
 * @param bytesOnDisk with the lines that the spool puts above it
 * @param since when it was taken
 */
public record QueuedMail(String login, String id, String fileName, long bytesOnDisk, Instant since) {}
