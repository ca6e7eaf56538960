// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.mail;

import java.util.regex.Pattern;

/** Where mail lies: one Maildir. Immutable. */
public sealed interface Mailbox permits Mailbox.Account, SystemMailbox {

    /**
     * The mailbox of a customer's account.
     *
     * @param login as in the customers' table, 1 to 64 of {@code a-z 0-9 . _ -}, beginning with a letter or digit: it
     *     names a folder, so nothing else may ever stand in it
     */
    record Account(String login) implements Mailbox {

        private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

        public Account {
            if (!LOGIN.matcher(login).matches()) {
                throw new IllegalArgumentException("no login: 1 to 64 of a-z 0-9 . _ -, beginning with a-z or 0-9");
            }
        }
    }
}
