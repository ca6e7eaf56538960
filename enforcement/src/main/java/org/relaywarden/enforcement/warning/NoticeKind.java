// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

/** The mails that a customer gets. */
public enum NoticeKind {
    /** An open relay was proven; what was done, and what to do (E1, E3, E8). */
    WARNING,
    /** The retest passed; the block goes (E7, E8). */
    LIFTED,
    /** The retest failed; what was seen (E7). */
    STILL_OPEN,
    /** The retest said nothing: unreachable, masked, not finished; what to do so that it can. */
    NOT_TESTABLE,
    /** A host with an open case tested CLOSED without a reply: empty the queue, then reply (decision 15). */
    SEEN_CLOSED,
    /** The host passes on what another customer's open relay hands to it; what to mend. Nothing is blocked. */
    TRUSTS_RELAY
}
