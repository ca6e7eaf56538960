// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

/** Where mail lies: one Maildir. Immutable. */
public sealed interface Mailbox permits Mailbox.Account, SystemMailbox {

    /**
     * The mailbox of a customer's account.
     *
     * @param login as in the customers' table; names the folder
     */
    record Account(String login) implements Mailbox {}
}
