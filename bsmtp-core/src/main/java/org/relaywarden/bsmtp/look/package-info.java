// SPDX-License-Identifier: Apache-2.0
/**
 * A look at a host's port 25, as delivery sees it: what it says and whether TLS works there. Hands nothing over.
 *
 * <p>Before: {@code app.helpdesk}. After: the host.
 *
 * <p>May use: bsmtp.smtp, bsmtp.tls.
 */
@NullMarked
package org.relaywarden.bsmtp.look;

import org.jspecify.annotations.NullMarked;
