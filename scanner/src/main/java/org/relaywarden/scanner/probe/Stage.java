// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

/** How far a test got: the step whose answer decided it. In the order of a conversation. */
public enum Stage {
    CONNECT,
    BANNER,
    HELLO,
    MAIL,
    RCPT,
    DATA,
    /** After the final dot. */
    DOT
}
