// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

/** Why a run is asked for. */
public enum Reason {
    /** A message has come (B3): dials at once, unless the last dial failed. */
    NEW_MAIL,
    /** The 20 minutes are over (B4), or the program has just started. */
    RETRY,
    /** An operator wants it now, whatever the clock says. */
    OPERATOR
}
