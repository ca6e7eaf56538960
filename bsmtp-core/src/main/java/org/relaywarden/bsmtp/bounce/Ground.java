// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

/** On whose word a message is given up. */
public enum Ground {
    /** The recipient's server refused for good: only "no such user" bounces by itself (decision 10). */
    REFUSED,
    /** An operator ended it, by {@code queue bounce}: any status bounces. */
    OPERATOR
}
