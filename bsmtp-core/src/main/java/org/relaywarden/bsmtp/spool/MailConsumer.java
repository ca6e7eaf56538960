// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import org.relaywarden.bsmtp.mail.StoredMail;

/** Takes on the mail of a system mailbox. */
@FunctionalInterface
public interface MailConsumer {

    /**
     * Handles one message. It comes at least once, and is removed after this returned: commit first. When this throws,
     * the message stays and comes again later.
     *
     * @param message its bytes, at most the intake's limit for system mail
     */
    void take(StoredMail mail, byte[] message);
}
