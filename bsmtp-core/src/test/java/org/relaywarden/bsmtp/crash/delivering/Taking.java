// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash.delivering;

import java.util.List;

/** One message that the host took. Written by its conversation, read when that has ended. */
final class Taking {

    /** What became of the host's answer to the final dot. */
    enum Answer {
        /** It was never given. */
        NONE,
        /** It was given; whether it was read, the host can't know. */
        GIVEN,
        /** It was read: the client went on. Never again may it send this. */
        READ
    }

    final String mail;
    final List<String> recipients;
    final boolean isPart;
    private volatile Answer answer = Answer.NONE;

    /** @param isPart whether other recipients of it were refused */
    Taking(String mail, List<String> recipients, boolean isPart) {
        this.mail = mail;
        this.recipients = List.copyOf(recipients);
        this.isPart = isPart;
    }

    Answer answer() {
        return answer;
    }

    void answer(Answer now) {
        answer = now;
    }

    @Override
    public String toString() {
        return mail + " for " + recipients + ", answer " + answer;
    }
}
