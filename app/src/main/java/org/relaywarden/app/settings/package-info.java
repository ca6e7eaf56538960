// SPDX-License-Identifier: Apache-2.0
/**
 * The settings: one YAML file, read by nodes, so that every fault comes at once, each with file, line, key, what is
 * wrong and what to do. One catalogue of keys is behind the reading, the documented sample and the suggestions.
 *
 * <p>Before: the operator's file. After: {@code app.wiring}, {@code app.commands}.
 *
 * <p>May use: bsmtp.journal, bsmtp.smtp, bsmtp.store, bsmtp.tls.
 */
@NullMarked
package org.relaywarden.app.settings;

import org.jspecify.annotations.NullMarked;
