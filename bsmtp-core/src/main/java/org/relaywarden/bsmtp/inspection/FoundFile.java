// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.inspection;

import java.nio.file.Path;

/**
 * A file that there is something to tell about. Immutable.
 *
 * @param mailbox the login, or {@code system.} and a name; empty for the quarantine folder
 * @param path where it lies; what was mended lies in the quarantine folder now
 * @param words what is the matter, and what of it was mended
 */
public record FoundFile(Finding finding, String mailbox, Path path, String words) {}
