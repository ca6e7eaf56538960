// SPDX-License-Identifier: Apache-2.0
/**
 * Reads a YAML file by nodes and by a catalogue of keys, so that every fault comes at once, each with file, line, key,
 * what is wrong and what to do. What a key takes (amounts, words, addresses) is here; what it means is not.
 *
 * <p>Before: the operator's file. After: {@code app.settings}.
 *
 * <p>May use: app.surroundings, bsmtp.journal, bsmtp.smtp.
 */
@NullMarked
package org.relaywarden.app.yaml;

import org.jspecify.annotations.NullMarked;
