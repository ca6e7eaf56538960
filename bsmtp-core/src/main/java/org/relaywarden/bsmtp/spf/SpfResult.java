// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spf;

/** What the sender's domain says of the host that brought the mail (RFC 7208 section 2.6). */
public enum SpfResult {
    /** It may send for the domain. */
    PASS,
    /** It must not: the sender is forged. */
    FAIL,
    /** It probably must not. */
    SOFTFAIL,
    /** The domain does not want to say, though it could. */
    NEUTRAL,
    /** The domain says nothing. */
    NONE,
    /** What the domain says makes no sense. */
    PERMERROR,
    /** It could not be asked in time. */
    TEMPERROR
}
