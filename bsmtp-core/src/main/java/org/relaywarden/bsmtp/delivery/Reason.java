// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

/** Why a run is asked for. */
public enum Reason {
    /** A message has come (B3): dials at once, unless the last dial failed. */
    NEW_MAIL,
    /** The 20 minutes are over (B4), or the program has just started. */
    RETRY,
    /** The customer's login came online (B5): dials at once, and soon again while the host can't be reached. */
    SIGN_ON,
    /** The host could not be reached just after that, and may answer by now (decision 8). */
    SIGN_ON_AGAIN,
    /** Four hours are over (B7): dials, whatever else is believed of the account. */
    SWEEP,
    /** An account of ours sent a mail to the domain (B8): dials at once. */
    MAIL_TRIGGER,
    /** An operator wants it now, whatever the clock says. */
    OPERATOR;

    /** Whether it waits for the clock of an account whose host failed; all others dial at once. */
    boolean waitsForClock() {
        return this == NEW_MAIL || this == RETRY;
    }
}
