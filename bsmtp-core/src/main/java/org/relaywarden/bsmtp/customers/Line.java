// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

/** How the customer connects; what follows from an open relay hangs on it (E1, E4, E10). */
public enum Line {
    /** Modem or ISDN. */
    DIAL_UP("dial-up"),
    /** Any always-on access of ours. */
    ADSL("adsl"),
    /** bSMTP with us, access with another provider: we have no network to block at. */
    ELSEWHERE("elsewhere");

    private final String word;

    Line(String word) {
        this.word = word;
    }

    /** The word in files and output. */
    public String word() {
        return word;
    }
}
