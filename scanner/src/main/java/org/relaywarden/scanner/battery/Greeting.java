// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

/** How a test greets the host. */
public enum Greeting {
    /** EHLO; HELO where the host answers that it knows no EHLO (RFC 5321 section 3.2). */
    EHLO,
    /** HELO from the first word on, for hosts whose rules hang on EHLO. */
    HELO,
    /** None: MAIL right after the banner, for hosts whose rules hang on the greeting (H6). */
    NONE
}
