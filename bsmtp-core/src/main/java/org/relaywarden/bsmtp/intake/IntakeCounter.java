// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import org.relaywarden.bsmtp.journal.Counter;

/** What the intake counts. */
public enum IntakeCounter implements Counter {
    /** Mails that got their 250. */
    TAKEN("intake.taken", "mails"),
    /** Commands and mails that were refused for good (5yz). */
    REFUSED("intake.refused", "commands"),
    /** Mails and recipients that were put off (4yz): a fault or a ceiling of ours. */
    PUT_OFF("intake.put-off", "commands"),
    /** Mails refused because a CR or LF stood alone in them. */
    LONE_LINE_ENDS("intake.lone-line-ends", "mails"),
    /** Mails of known old devices in which a CR or LF stood alone and was made CRLF. */
    LINE_ENDS_MENDED("intake.line-ends-mended", "mails"),
    /** Sessions held to the limits of a crowded server. */
    STRESSED("intake.stressed", "sessions"),
    /** Sessions ended by us because a ceiling was reached: errors, idle commands, mails, time. */
    CEILING_REACHED("intake.ceiling-reached", "sessions"),
    /** Peers that spoke before their turn, or HTTP. */
    NO_MAIL_SERVER("intake.no-mail-server", "sessions"),
    /** Sessions that went on in TLS. */
    SECURED("intake.secured", "sessions"),
    /** TLS handshakes that failed or took too long. */
    NOT_SECURED("intake.not-secured", "sessions"),
    /** Sessions in which a decision about a recipient failed by a fault of ours. */
    FAULTS("intake.faults", "recipients");

    private final String id;
    private final String unit;

    IntakeCounter(String id, String unit) {
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
