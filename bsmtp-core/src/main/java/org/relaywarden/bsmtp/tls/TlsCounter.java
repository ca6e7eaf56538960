// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import org.relaywarden.bsmtp.journal.Counter;

/** What is counted about the certificate. */
public enum TlsCounter implements Counter {
    /** Times that a certificate was taken into use, the first one of a process included. */
    CERTIFICATES("tls.certificates", "certificates"),
    /** Renewals that could not be read; the certificate before them stayed in use. */
    BROKEN_RENEWALS("tls.broken-renewals", "renewals");

    private final String id;
    private final String unit;

    TlsCounter(String id, String unit) {
        this.id = id;
        this.unit = unit;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String unit() {
        return unit;
    }
}
