// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

/** On whose word a message is given up. */
public enum Ground {
    /**
     * The recipient's server, which is a customer's, refused for good: only "no such user" bounces by itself (decision
     * 10).
     */
    REFUSED,
    /** An operator ended it, by {@code queue bounce}: any status bounces. */
    OPERATOR,
    /** A customer's mail into the world can't be delivered: by any word of a server's that is final, or by time. */
    SMARTHOST
}
