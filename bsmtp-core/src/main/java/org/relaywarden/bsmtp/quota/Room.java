// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.quota;

/** Whether a mailbox has room for one more message. */
public enum Room {
    /** It has, and the declared size is kept for it till its transaction ends. */
    GRANTED,
    /** What lies there leaves none. */
    FULL,
    /** It would have, but for mail that others are sending this moment, and may not finish: not now, perhaps later. */
    PROMISED
}
