// SPDX-License-Identifier: Apache-2.0
/**
 * The settings: what each key of the operator's file means, and what no key can tell alone. One catalogue of keys is
 * behind the reading, the documented sample and the suggestions.
 *
 * <p>Before: {@code app.yaml}. After: {@code app.wiring}, {@code app.commands}.
 *
 * <p>May use: app.surroundings, app.yaml, bsmtp.smtp, bsmtp.store, bsmtp.tls.
 */
@NullMarked
package org.relaywarden.app.settings;

import org.jspecify.annotations.NullMarked;
