// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * Decision 10: a host that refuses the first five different recipients of a run is at fault itself, whatever it says of
 * them. Messages that were refused in an earlier run don't count: a few unknown users must not make a sound host look
 * broken for ever. Used by one thread.
 */
final class HostJudge {

    private static final int RECIPIENTS_REFUSED_MAX = 5;

    private final Set<MailAddress> refused = new HashSet<>();
    private boolean tookAny;

    void took() {
        tookAny = true;
    }

    void refused(List<MailAddress> recipients) {
        refused.addAll(recipients);
    }

    boolean suspectsHost() {
        return !tookAny && refused.size() >= RECIPIENTS_REFUSED_MAX;
    }
}
