// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.util.List;
import org.relaywarden.bsmtp.bounce.FailedRecipient;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * What became of a share. Immutable.
 *
 * @param served those who have it
 * @param failed those who never get it
 * @param again those to be tried at once, for the host takes only so many at a time
 * @param waiting those to be tried later
 * @param words why these wait, a stranger's text; empty where none does
 * @param connection what became of it
 */
record Fate(
        List<MailAddress> served,
        List<FailedRecipient> failed,
        List<MailAddress> again,
        List<MailAddress> waiting,
        String words,
        Connection connection) {

    /** What became of the connection. */
    enum Connection {
        /** It can be used, as far as the message goes. */
        STANDS,
        /** It broke within this message, which may be the cause: others may be tried at once. */
        BROKE_WITHIN,
        /** The host ended it: it does not want to hear from us now. */
        HOST_ENDED
    }

    Fate {
        served = List.copyOf(served);
        failed = List.copyOf(failed);
        again = List.copyOf(again);
        waiting = List.copyOf(waiting);
    }

    /** The message is off the disk: there is nothing to be done. */
    static Fate gone() {
        return new Fate(List.of(), List.of(), List.of(), List.of(), "", Connection.STANDS);
    }

    boolean isGone() {
        return served.isEmpty() && failed.isEmpty() && again.isEmpty() && waiting.isEmpty();
    }

    static Fate waits(List<MailAddress> recipients, String words) {
        return new Fate(List.of(), List.of(), List.of(), recipients, words, Connection.STANDS);
    }

    static Fate brokeOff(List<MailAddress> recipients, String words, boolean byHost) {
        return new Fate(List.of(), List.of(), List.of(), recipients, words,
                byHost ? Connection.HOST_ENDED : Connection.BROKE_WITHIN);
    }
}
