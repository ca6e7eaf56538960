// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import org.relaywarden.bsmtp.journal.Counter;

/** What the collector counts. */
enum CollectorCount implements Counter {
    /** Probes that came back and prove a relay. */
    RETURNED("probe.returned"),
    /** Probes whose bounce came. */
    BOUNCED("probe.bounced"),
    /** Mail at the collector that is neither: answers, strangers, forged tokens. */
    NOT_BELIEVED("probe.not.believed");

    private final String id;

    CollectorCount(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String unit() {
        return "messages";
    }
}
